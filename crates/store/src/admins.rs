//! Who may open the dashboard.

use nightdesk_auth::model::Admin;
use nightdesk_wire::{
    ids::{AdminId, ApplicationId},
    time::UnixMs,
};

use crate::{Param, Result, Row, Tx, filter::Filter, param::params};

const COLUMNS: &str = "id, application_id, email_address, address_lower, password_digest, totp_json, failed_attempts, \
    locked_until, last_sign_in_at, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Admin> {
    let mut columns = row.columns();
    Ok(Admin {
        id: columns.next()?,
        application_id: columns.next()?,
        email_address: columns.next()?,
        address_lower: columns.next()?,
        password_digest: columns.next()?,
        totp: columns.next_json_or_null()?,
        failed_attempts: columns.next()?,
        locked_until: columns.next()?,
        last_sign_in_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

fn values(admin: &Admin) -> Result<[Param<'_>; 11]> {
    Ok([
        Param::from(&admin.id),
        Param::from(&admin.application_id),
        Param::from(&admin.email_address),
        Param::from(&admin.address_lower),
        Param::from(&admin.password_digest),
        Param::json_or_null(admin.totp.as_ref())?,
        Param::from(admin.failed_attempts),
        Param::from(admin.locked_until),
        Param::from(admin.last_sign_in_at),
        Param::from(admin.created_at),
        Param::from(admin.updated_at),
    ])
}

/// Adds an admin.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if one has the address.
pub async fn insert(tx: &Tx, admin: &Admin) -> Result<()> {
    let sql = format!("INSERT INTO admins ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
    tx.execute(&sql, &values(admin)?).await?;
    Ok(())
}

/// Writes every field of an admin that was read in the same transaction. Returns whether it still exists.
///
/// # Errors
/// As for [`insert`].
pub async fn update(tx: &Tx, admin: &Admin) -> Result<bool> {
    let sql = "UPDATE admins SET email_address = $3, address_lower = $4, password_digest = $5, totp_json = $6, \
        failed_attempts = $7, locked_until = $8, last_sign_in_at = $9, created_at = $10, updated_at = $11 \
        WHERE id = $1 AND application_id = $2";
    Ok(tx.execute(sql, &values(admin)?).await? > 0)
}

/// Deletes an admin. Returns whether there was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, application: &ApplicationId, id: &AdminId) -> Result<bool> {
    let sql = "DELETE FROM admins WHERE application_id = $1 AND id = $2";
    Ok(tx.execute(sql, params![application, id]).await? > 0)
}

/// The admin with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, application: &ApplicationId, id: &AdminId) -> Result<Option<Admin>> {
    let sql = format!("SELECT {COLUMNS} FROM admins WHERE application_id = $1 AND id = $2");
    tx.one(&sql, params![application, id], read).await
}

/// The admin with this address, in whatever case it is written.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_address(tx: &Tx, application: &ApplicationId, address: &str) -> Result<Option<Admin>> {
    let sql = format!("SELECT {COLUMNS} FROM admins WHERE application_id = $1 AND address_lower = $2");
    tx.one(&sql, params![application, address.to_lowercase()], read).await
}

/// The admins with these ids, in no order.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_all(tx: &Tx, application: &ApplicationId, ids: &[&AdminId]) -> Result<Vec<Admin>> {
    let mut filter = Filter::new("application_id", application);
    let Some(condition) = filter.one_of("id", ids.iter().map(|id| id.as_str().to_owned())) else {
        return Ok(Vec::new());
    };
    filter.and(condition);
    tx.found(&format!("SELECT {COLUMNS} FROM admins{}", filter.sql()), &filter, read).await
}

/// The admins of an application, newest first, only those behind `after`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_newest(
    tx: &Tx,
    application: &ApplicationId,
    after: Option<&(UnixMs, AdminId)>,
    limit: i64,
) -> Result<Vec<Admin>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM admins WHERE application_id = $1 AND (created_at, id) < ($2, $3) \
         ORDER BY created_at DESC, id DESC LIMIT $4"
    );
    let (at, id) = after.map_or((UnixMs(i64::MAX), ""), |(at, id)| (*at, id.as_str()));
    tx.all(&sql, params![application, at, id, limit], read).await
}

/// How many admins an application has.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, application: &ApplicationId) -> Result<i64> {
    let sql = "SELECT count(*) FROM admins WHERE application_id = $1";
    Ok(tx.one(sql, params![application], |row| row.columns().next()).await?.unwrap_or(0))
}
