//! Secret keys. The key itself is looked up by its SHA-256 digest, so the time a look-up takes tells nothing about it.

use nightdesk_auth::model::{Digest, SecretKey};
use nightdesk_wire::{
    ids::{InstanceId, SecretKeyId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, name, digest, prefix, plain, created_at, last_used_at, revoked_at";

fn read(row: &Row<'_>) -> Result<SecretKey> {
    let mut columns = row.columns();
    Ok(SecretKey {
        id: columns.next()?,
        instance_id: columns.next()?,
        name: columns.next()?,
        digest: columns.next()?,
        prefix: columns.next()?,
        plain: columns.next()?,
        created_at: columns.next()?,
        last_used_at: columns.next()?,
        revoked_at: columns.next()?,
    })
}

/// What became of a wish to revoke a key.
#[derive(Debug)]
pub enum Revocation {
    /// The key is revoked now.
    Revoked(SecretKey),
    /// There is no such key, or it was revoked before.
    NotFound,
    /// It is the only key left; without one nobody could use the backend API.
    Last,
}

/// Adds a key.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id or the digest exists.
pub async fn insert(tx: &Tx, key: &SecretKey) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO secret_keys ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
        params![
            &key.id,
            &key.instance_id,
            &key.name,
            &key.digest,
            &key.prefix,
            &key.plain,
            key.created_at,
            key.last_used_at,
            key.revoked_at,
        ],
    )
    .await?;
    Ok(())
}

/// The key with this digest, unless it is revoked.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_live(tx: &Tx, digest: &Digest) -> Result<Option<SecretKey>> {
    let sql = format!("SELECT {COLUMNS} FROM secret_keys WHERE digest = $1 AND revoked_at IS NULL");
    tx.one(&sql, params![digest], read).await
}

/// The keys of an instance, revoked ones included, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId) -> Result<Vec<SecretKey>> {
    let sql = format!("SELECT {COLUMNS} FROM secret_keys WHERE instance_id = $1 ORDER BY created_at, id");
    tx.all(&sql, params![instance], read).await
}

/// The keys of an instance that are not revoked, newest first, only those behind `after`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_live(
    tx: &Tx,
    instance: &InstanceId,
    after: Option<&(UnixMs, SecretKeyId)>,
    limit: i64,
) -> Result<Vec<SecretKey>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM secret_keys WHERE instance_id = $1 AND revoked_at IS NULL \
         AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4"
    );
    let (at, id) = after.map_or((UnixMs(i64::MAX), ""), |(at, id)| (*at, id.as_str()));
    tx.all(&sql, params![instance, at, id, limit], read).await
}

/// Revokes a key, unless it is the last one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn revoke(tx: &Tx, instance: &InstanceId, id: &SecretKeyId, now: UnixMs) -> Result<Revocation> {
    let live: Vec<_> = list(tx, instance).await?.into_iter().filter(|key| key.revoked_at.is_none()).collect();
    if !live.iter().any(|key| key.id == *id) {
        return Ok(Revocation::NotFound);
    }
    if live.len() == 1 {
        return Ok(Revocation::Last);
    }
    let sql = format!(
        "UPDATE secret_keys SET revoked_at = $3 WHERE instance_id = $1 AND id = $2 AND revoked_at IS NULL \
         RETURNING {COLUMNS}"
    );
    let revoked = tx.one(&sql, params![instance, id, now], read).await?;
    Ok(revoked.map_or(Revocation::NotFound, Revocation::Revoked))
}

/// Notes that a key was used.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn touch(tx: &Tx, instance: &InstanceId, id: &SecretKeyId, now: UnixMs) -> Result<()> {
    let sql = "UPDATE secret_keys SET last_used_at = $3 WHERE instance_id = $1 AND id = $2";
    tx.execute(sql, params![instance, id, now]).await?;
    Ok(())
}
