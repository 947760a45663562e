//! People who are at an identity provider just now.

use nightdesk_auth::model::{Digest, OauthAttempt};
use nightdesk_wire::{ids::InstanceId, time::UnixMs};

use crate::{Param, Result, Row, Tx, param::params};

const COLUMNS: &str = "instance_id, digest, client_id, target_json, provider, verifier, nonce, redirect_url, native, \
                       outcome_json, expires_at, created_at";

fn read(row: &Row) -> Result<OauthAttempt> {
    let mut columns = row.columns();
    Ok(OauthAttempt {
        instance_id: columns.next()?,
        digest: columns.next()?,
        client_id: columns.next()?,
        target: columns.next_json()?,
        provider: columns.next()?,
        verifier: columns.next()?,
        nonce: columns.next()?,
        redirect_url: columns.next()?,
        native: columns.next()?,
        outcome: columns.next_json_or_null()?,
        expires_at: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a way to a provider. Those of the instance that are over go: most people who leave for a provider come back,
/// and nobody else clears up after the others.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the digest exists.
pub async fn insert(tx: &Tx, attempt: &OauthAttempt) -> Result<()> {
    tx.execute(
        "DELETE FROM oauth_attempts WHERE instance_id = $1 AND expires_at <= $2",
        params![&attempt.instance_id, attempt.created_at],
    )
    .await?;
    tx.execute(
        &format!(
            "INSERT INTO oauth_attempts ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        ),
        params![
            &attempt.instance_id,
            &attempt.digest,
            &attempt.client_id,
            Param::json(&attempt.target)?,
            &attempt.provider,
            &attempt.verifier,
            &attempt.nonce,
            &attempt.redirect_url,
            attempt.native,
            Param::json_or_null(attempt.outcome.as_ref())?,
            attempt.expires_at,
            attempt.created_at,
        ],
    )
    .await?;
    Ok(())
}

/// The way with this digest, if it is not over.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(
    tx: &Tx,
    instance: &InstanceId,
    digest: &Digest,
    now: UnixMs,
) -> Result<Option<OauthAttempt>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM oauth_attempts WHERE instance_id = $1 AND digest = $2 AND expires_at > $3"
    );
    tx.one(&sql, params![instance, digest, now], read).await
}

/// Takes the way with this digest, if it is not over: of two that come with the same one, one gets it.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn take(
    tx: &Tx,
    instance: &InstanceId,
    digest: &Digest,
    now: UnixMs,
) -> Result<Option<OauthAttempt>> {
    let sql = format!(
        "DELETE FROM oauth_attempts WHERE instance_id = $1 AND digest = $2 AND expires_at > $3 RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, digest, now], read).await
}
