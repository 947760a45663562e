//! Refresh tokens.

use nightdesk_auth::model::{Digest, RefreshToken};
use nightdesk_wire::{
    ids::{InstanceId, SessionId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str = "instance_id, digest, session_id, used_at, expires_at, created_at";
/// A session may be open on several hosts, each with a token of its own; more than that are left over.
const KEPT: i64 = 10;

fn read(row: &Row<'_>) -> Result<RefreshToken> {
    let mut columns = row.columns();
    Ok(RefreshToken {
        instance_id: columns.next()?,
        digest: columns.next()?,
        session_id: columns.next()?,
        used_at: columns.next()?,
        expires_at: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a token, and removes the oldest of a session that has too many.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if it exists, or the session does not.
pub async fn insert(tx: &Tx, token: &RefreshToken) -> Result<()> {
    let sql = format!("INSERT INTO refresh_tokens ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)");
    let (instance, session) = (&token.instance_id, &token.session_id);
    let values = params![instance, &token.digest, session, token.used_at, token.expires_at, token.created_at];
    tx.execute(&sql, values).await?;
    let surplus = "DELETE FROM refresh_tokens WHERE instance_id = $1 AND session_id = $2 AND digest NOT IN \
        (SELECT digest FROM refresh_tokens WHERE instance_id = $1 AND session_id = $2 \
        ORDER BY created_at DESC, digest LIMIT $3)";
    tx.execute(surplus, params![instance, session, KEPT]).await?;
    Ok(())
}

/// The token with this digest.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, digest: &Digest) -> Result<Option<RefreshToken>> {
    let sql = format!("SELECT {COLUMNS} FROM refresh_tokens WHERE instance_id = $1 AND digest = $2");
    tx.one(&sql, params![instance, digest], read).await
}

/// Notes the first use of a token.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn note_use(tx: &Tx, instance: &InstanceId, digest: &Digest, now: UnixMs) -> Result<()> {
    let sql =
        "UPDATE refresh_tokens SET used_at = $3 WHERE instance_id = $1 AND digest = $2 AND used_at IS NULL";
    tx.execute(sql, params![instance, digest, now]).await?;
    Ok(())
}

/// Removes every token of a session.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete_of_session(tx: &Tx, instance: &InstanceId, session: &SessionId) -> Result<()> {
    let sql = "DELETE FROM refresh_tokens WHERE instance_id = $1 AND session_id = $2";
    tx.execute(sql, params![instance, session]).await?;
    Ok(())
}
