//! Places that browsers may be sent to.

use nightdesk_auth::model::RedirectUrl;
use nightdesk_wire::ids::{InstanceId, RedirectUrlId};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, url, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<RedirectUrl> {
    let mut columns = row.columns();
    Ok(RedirectUrl {
        id: columns.next()?,
        instance_id: columns.next()?,
        url: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds an address.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the instance has it already.
pub async fn insert(tx: &Tx, url: &RedirectUrl) -> Result<()> {
    let sql = format!("INSERT INTO redirect_urls ({COLUMNS}) VALUES ($1, $2, $3, $4, $5)");
    tx.execute(&sql, params![&url.id, &url.instance_id, &url.url, url.created_at, url.updated_at]).await?;
    Ok(())
}

/// The address with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &RedirectUrlId) -> Result<Option<RedirectUrl>> {
    let sql = format!("SELECT {COLUMNS} FROM redirect_urls WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Addresses, newest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId, limit: i64, offset: i64) -> Result<Vec<RedirectUrl>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM redirect_urls WHERE instance_id = $1 \
         ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
    );
    tx.all(&sql, params![instance, limit, offset], read).await
}

/// How many addresses there are.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, instance: &InstanceId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM redirect_urls WHERE instance_id = $1";
    Ok(tx.one(sql, params![instance], |row| row.columns().next()).await?.unwrap_or_default())
}

/// Removes an address. `false` if there is none.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &RedirectUrlId) -> Result<bool> {
    let sql = "DELETE FROM redirect_urls WHERE instance_id = $1 AND id = $2";
    Ok(tx.execute(sql, params![instance, id]).await? > 0)
}
