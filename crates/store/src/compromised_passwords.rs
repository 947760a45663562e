//! Passwords that are known to others.

use nightdesk_wire::{
    ids::{InstanceId, UserId},
    time::UnixMs,
};

use crate::{Result, Tx, param::params};

/// Notes that the user's password is known to others.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if there is no such user.
pub async fn mark(tx: &Tx, instance: &InstanceId, user: &UserId, now: UnixMs) -> Result<()> {
    let sql = "INSERT INTO compromised_passwords (instance_id, user_id, marked_at) VALUES ($1, $2, $3) \
        ON CONFLICT (instance_id, user_id) DO UPDATE SET marked_at = $3";
    tx.execute(sql, params![instance, user, now]).await?;
    Ok(())
}

/// When the user's password was marked, if it was.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, user: &UserId) -> Result<Option<UnixMs>> {
    let sql = "SELECT marked_at FROM compromised_passwords WHERE instance_id = $1 AND user_id = $2";
    tx.one(sql, params![instance, user], |row| row.columns().next()).await
}

/// Takes the mark away. `false` if there was none.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn unmark(tx: &Tx, instance: &InstanceId, user: &UserId) -> Result<bool> {
    let sql = "DELETE FROM compromised_passwords WHERE instance_id = $1 AND user_id = $2";
    Ok(tx.execute(sql, params![instance, user]).await? > 0)
}
