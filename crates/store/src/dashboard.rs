//! One-time links into the dashboard, and the browsers that used one.

use nightdesk_auth::model::{DashboardLogin, DashboardSession, Digest};
use nightdesk_wire::{
    ids::{AdminId, InstanceId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params};

fn read_login(row: &Row) -> Result<DashboardLogin> {
    let mut columns = row.columns();
    Ok(DashboardLogin {
        instance_id: columns.next()?,
        digest: columns.next()?,
        expires_at: columns.next()?,
        used_at: columns.next()?,
        created_at: columns.next()?,
    })
}

fn read_session(row: &Row) -> Result<DashboardSession> {
    let mut columns = row.columns();
    Ok(DashboardSession {
        instance_id: columns.next()?,
        digest: columns.next()?,
        admin_id: columns.next()?,
        expires_at: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a link.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the digest exists.
pub async fn insert_login(tx: &Tx, login: &DashboardLogin) -> Result<()> {
    let sql = "INSERT INTO dashboard_logins (instance_id, digest, expires_at, used_at, created_at) \
        VALUES ($1, $2, $3, $4, $5)";
    let params =
        params![&login.instance_id, &login.digest, login.expires_at, login.used_at, login.created_at];
    tx.execute(sql, params).await?;
    Ok(())
}

/// Uses a link up. Returns it to the one request that did; `None` means it is unknown, used or over.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn use_login(
    tx: &Tx,
    instance: &InstanceId,
    digest: &Digest,
    now: UnixMs,
) -> Result<Option<DashboardLogin>> {
    let sql = "UPDATE dashboard_logins SET used_at = $3 WHERE instance_id = $1 AND digest = $2 AND used_at IS NULL \
        AND expires_at > $3 RETURNING instance_id, digest, expires_at, used_at, created_at";
    tx.one(sql, params![instance, digest, now], read_login).await
}

/// Opens the dashboard for a browser.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the digest exists.
pub async fn insert_session(tx: &Tx, session: &DashboardSession) -> Result<()> {
    let sql = "INSERT INTO dashboard_sessions (instance_id, digest, admin_id, expires_at, created_at) \
        VALUES ($1, $2, $3, $4, $5)";
    let params = params![
        &session.instance_id,
        &session.digest,
        &session.admin_id,
        session.expires_at,
        session.created_at
    ];
    tx.execute(sql, params).await?;
    Ok(())
}

/// The open dashboard with this digest, if its time is not over.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_session(
    tx: &Tx,
    instance: &InstanceId,
    digest: &Digest,
    now: UnixMs,
) -> Result<Option<DashboardSession>> {
    let sql = "SELECT instance_id, digest, admin_id, expires_at, created_at FROM dashboard_sessions \
        WHERE instance_id = $1 AND digest = $2 AND expires_at > $3";
    tx.one(sql, params![instance, digest, now], read_session).await
}

/// Closes an open dashboard. Returns whether it was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete_session(tx: &Tx, instance: &InstanceId, digest: &Digest) -> Result<bool> {
    let sql = "DELETE FROM dashboard_sessions WHERE instance_id = $1 AND digest = $2";
    Ok(tx.execute(sql, params![instance, digest]).await? > 0)
}

/// Closes every dashboard that an admin has open.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete_sessions_of(tx: &Tx, admin: &AdminId) -> Result<()> {
    tx.execute("DELETE FROM dashboard_sessions WHERE admin_id = $1", params![admin]).await?;
    Ok(())
}
