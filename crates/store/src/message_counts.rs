//! When recipients were sent messages of late.

use nightdesk_auth::model::Digest;
use nightdesk_wire::{ids::InstanceId, time::UnixMs};

use crate::{Param, Result, Tx, param::params};

/// The times that are kept of a recipient; none if there are none.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, recipient: &Digest) -> Result<Vec<UnixMs>> {
    let sql = "SELECT times_json FROM message_counts WHERE instance_id = $1 AND recipient_digest = $2";
    let found = tx.one(sql, params![instance, recipient], |row| row.columns().next_json()).await?;
    Ok(found.unwrap_or_default())
}

/// Keeps the times of a recipient, of which `last_at` is the last, in place of those before.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn put(
    tx: &Tx,
    instance: &InstanceId,
    recipient: &Digest,
    times: &[UnixMs],
    last_at: UnixMs,
) -> Result<()> {
    let sql = "INSERT INTO message_counts (instance_id, recipient_digest, times_json, last_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (instance_id, recipient_digest) \
        DO UPDATE SET times_json = excluded.times_json, last_at = excluded.last_at";
    tx.execute(sql, params![instance, recipient, Param::json(&times)?, last_at]).await?;
    Ok(())
}

/// Forgets those who were sent nothing since `old`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn forget(tx: &Tx, instance: &InstanceId, old: UnixMs) -> Result<()> {
    let sql = "DELETE FROM message_counts WHERE instance_id = $1 AND last_at <= $2";
    tx.execute(sql, params![instance, old]).await?;
    Ok(())
}
