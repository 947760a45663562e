//! Development browsers.

use nightdesk_auth::model::DevBrowser;
use nightdesk_wire::ids::{ClientId, DevBrowserId, InstanceId};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, client_id, created_at";

fn read(row: &Row<'_>) -> Result<DevBrowser> {
    let mut columns = row.columns();
    Ok(DevBrowser {
        id: columns.next()?,
        instance_id: columns.next()?,
        client_id: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a development browser.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, browser: &DevBrowser) -> Result<()> {
    let sql = format!("INSERT INTO dev_browsers ({COLUMNS}) VALUES ($1, $2, $3, $4)");
    let params = params![&browser.id, &browser.instance_id, &browser.client_id, browser.created_at];
    tx.execute(&sql, params).await?;
    Ok(())
}

/// The development browser with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &DevBrowserId) -> Result<Option<DevBrowser>> {
    let sql = format!("SELECT {COLUMNS} FROM dev_browsers WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Gives the browser a client, unless it has one: of two first requests at once, one wins. Returns the browser as it is
/// then; its client may be the other request's.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn attach_client(
    tx: &Tx,
    instance: &InstanceId,
    id: &DevBrowserId,
    client: &ClientId,
) -> Result<Option<DevBrowser>> {
    let sql = format!(
        "UPDATE dev_browsers SET client_id = coalesce(client_id, $3) WHERE instance_id = $1 AND id = $2 \
         RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, id, client], read).await
}

/// Takes the client off its browser, so that the next sign-in starts a new one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn detach_client(tx: &Tx, instance: &InstanceId, client: &ClientId) -> Result<()> {
    let sql = "UPDATE dev_browsers SET client_id = NULL WHERE instance_id = $1 AND client_id = $2";
    tx.execute(sql, params![instance, client]).await?;
    Ok(())
}
