//! Testing tokens of development instances. Only their digests are kept.

use nightdesk_auth::model::Digest;
use nightdesk_wire::{ids::InstanceId, time::UnixMs};

use crate::{Result, Tx, param::params};

/// Adds a token and forgets those whose time is over.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the digest exists.
pub async fn insert(
    tx: &Tx,
    instance: &InstanceId,
    digest: &Digest,
    expires_at: UnixMs,
    now: UnixMs,
) -> Result<()> {
    let sql = "DELETE FROM testing_tokens WHERE instance_id = $1 AND expires_at <= $2";
    tx.execute(sql, params![instance, now]).await?;
    let sql =
        "INSERT INTO testing_tokens (instance_id, digest, expires_at, created_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![instance, digest, expires_at, now]).await?;
    Ok(())
}

/// Whether the token with this digest holds.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn holds(tx: &Tx, instance: &InstanceId, digest: &Digest, now: UnixMs) -> Result<bool> {
    let sql = "SELECT 1 FROM testing_tokens WHERE instance_id = $1 AND digest = $2 AND expires_at > $3";
    tx.exists(sql, params![instance, digest, now]).await
}
