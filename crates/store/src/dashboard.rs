//! One-time links into the dashboard, and the browsers that used one.

use nightdesk_auth::model::{DashboardLogin, DashboardSession, Digest};
use nightdesk_wire::{
    ids::{AdminId, ApplicationId, InstanceId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params};

const SESSION: &str = "instance_id, digest, admin_id, browser, ip_address, expires_at, created_at";

fn read_login(row: &Row<'_>) -> Result<DashboardLogin> {
    let mut columns = row.columns();
    Ok(DashboardLogin {
        instance_id: columns.next()?,
        digest: columns.next()?,
        expires_at: columns.next()?,
        used_at: columns.next()?,
        created_at: columns.next()?,
    })
}

fn read_session(row: &Row<'_>) -> Result<DashboardSession> {
    let mut columns = row.columns();
    Ok(DashboardSession {
        instance_id: columns.next()?,
        digest: columns.next()?,
        admin_id: columns.next()?,
        browser: columns.next()?,
        ip_address: columns.next()?,
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
    let sql = format!("INSERT INTO dashboard_sessions ({SESSION}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let params = params![
        &session.instance_id,
        &session.digest,
        &session.admin_id,
        &session.browser,
        &session.ip_address,
        session.expires_at,
        session.created_at
    ];
    tx.execute(&sql, params).await?;
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
    let sql = format!(
        "SELECT {SESSION} FROM dashboard_sessions WHERE instance_id = $1 AND digest = $2 AND expires_at > $3"
    );
    tx.one(&sql, params![instance, digest, now], read_session).await
}

/// The open dashboards of an application, newest first, only those behind `after`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_sessions(
    tx: &Tx,
    application: &ApplicationId,
    now: UnixMs,
    after: Option<&(UnixMs, Digest)>,
    limit: i64,
) -> Result<Vec<DashboardSession>> {
    let sql = format!(
        "SELECT {SESSION} FROM dashboard_sessions \
         WHERE instance_id IN (SELECT id FROM instances WHERE application_id = $1) AND expires_at > $2 \
         AND (created_at < $3 OR (created_at = $3 AND digest < $4)) ORDER BY created_at DESC, digest DESC LIMIT $5"
    );
    let (at, digest) = after.map_or((UnixMs(i64::MAX), ""), |(at, digest)| (*at, digest.as_str()));
    tx.all(&sql, params![application, now, at, digest, limit], read_session).await
}

/// The open dashboard with this digest, if it is one of an application.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_session_of(
    tx: &Tx,
    application: &ApplicationId,
    digest: &Digest,
    now: UnixMs,
) -> Result<Option<DashboardSession>> {
    let sql = format!(
        "SELECT {SESSION} FROM dashboard_sessions \
         WHERE instance_id IN (SELECT id FROM instances WHERE application_id = $1) AND digest = $2 AND expires_at > $3"
    );
    tx.one(&sql, params![application, digest, now], read_session).await
}

/// Closes every dashboard that an admin has open, but this one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete_other_sessions_of(tx: &Tx, admin: &AdminId, kept: &Digest) -> Result<()> {
    let sql = "DELETE FROM dashboard_sessions WHERE admin_id = $1 AND digest <> $2";
    tx.execute(sql, params![admin, kept]).await?;
    Ok(())
}

/// Forgets dashboards whose time is over.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn forget_sessions(tx: &Tx, instance: &InstanceId, now: UnixMs) -> Result<()> {
    let sql = "DELETE FROM dashboard_sessions WHERE instance_id = $1 AND expires_at <= $2";
    tx.execute(sql, params![instance, now]).await?;
    Ok(())
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
