//! People who are at an identity provider just now.

use nightdesk_auth::model::{Digest, OauthAttempt, OauthTarget};
use nightdesk_wire::{ids::InstanceId, time::UnixMs};
use serde::{Deserialize, Serialize};

use crate::{Param, Result, Row, Tx, param::params};

const COLUMNS: &str = "instance_id, digest, client_id, target_json, provider, verifier, nonce, redirect_url, native, \
                       outcome_json, expires_at, created_at";

/// What stands in `target_json`.
#[derive(Serialize, Deserialize)]
struct Target {
    #[serde(flatten)]
    target: OauthTarget,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    complete_redirect_url: Option<String>,
}

fn read(row: &Row<'_>) -> Result<OauthAttempt> {
    let mut columns = row.columns();
    let (instance_id, digest, client_id) = (columns.next()?, columns.next()?, columns.next()?);
    let Target { target, complete_redirect_url } = columns.next_json()?;
    Ok(OauthAttempt {
        instance_id,
        digest,
        client_id,
        target,
        complete_redirect_url,
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
    let (target, complete_redirect_url) = (attempt.target.clone(), attempt.complete_redirect_url.clone());
    let target = Target { target, complete_redirect_url };
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
            Param::json(&target)?,
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
