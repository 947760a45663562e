//! Handshakes that wait to be fetched.

use nightdesk_auth::model::Digest;
use nightdesk_wire::{ids::InstanceId, time::UnixMs};

use crate::{Param, Result, Tx, param::params};

/// Keeps what a handshake has an application set, sealed, until `expires_at` or until it is fetched. Those that nobody fetched
/// in time are removed on the way.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the nonce exists.
pub async fn insert(
    tx: &Tx,
    instance: &InstanceId,
    nonce: &Digest,
    sealed: &str,
    expires_at: UnixMs,
    now: UnixMs,
) -> Result<()> {
    let overdue = "DELETE FROM handshakes WHERE instance_id = $1 AND expires_at <= $2";
    tx.execute(overdue, params![instance, now]).await?;
    let sql = "INSERT INTO handshakes (instance_id, nonce_digest, directives_json, expires_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![instance, nonce, Param::json(&sealed)?, expires_at]).await?;
    Ok(())
}

/// Takes a handshake out: of two callers one gets it.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn take(tx: &Tx, instance: &InstanceId, nonce: &Digest, now: UnixMs) -> Result<Option<String>> {
    let sql = "DELETE FROM handshakes WHERE instance_id = $1 AND nonce_digest = $2 AND expires_at > $3 \
        RETURNING directives_json";
    tx.one(sql, params![instance, nonce, now], |row| row.columns().next_json()).await
}
