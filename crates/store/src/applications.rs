//! Applications.

use nightdesk_auth::model::Application;
use nightdesk_wire::{ids::ApplicationId, time::UnixMs};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str = "id, name, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Application> {
    let mut columns = row.columns();
    Ok(Application {
        id: columns.next()?,
        name: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds an application.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, application: &Application) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO applications ({COLUMNS}) VALUES ($1, $2, $3, $4)"),
        params![&application.id, &application.name, application.created_at, application.updated_at],
    )
    .await?;
    Ok(())
}

/// The application with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, id: &ApplicationId) -> Result<Option<Application>> {
    tx.one(&format!("SELECT {COLUMNS} FROM applications WHERE id = $1"), params![id], read).await
}

/// Every application, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx) -> Result<Vec<Application>> {
    tx.all(&format!("SELECT {COLUMNS} FROM applications ORDER BY created_at, id"), &[], read).await
}

/// Changes the name, which all instances show. Returns whether there is such an application.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update_name(tx: &Tx, id: &ApplicationId, name: &str, now: UnixMs) -> Result<bool> {
    let sql = "UPDATE applications SET name = $2, updated_at = $3 WHERE id = $1";
    Ok(tx.execute(sql, params![id, name, now]).await? > 0)
}
