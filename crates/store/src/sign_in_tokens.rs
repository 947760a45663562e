//! Sign-in tokens: one-time tickets.

use nightdesk_auth::model::{SignInToken, TicketStatus};
use nightdesk_wire::{
    ids::{InstanceId, SignInTokenId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, user_id, status, expires_at, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<SignInToken> {
    let mut columns = row.columns();
    Ok(SignInToken {
        id: columns.next()?,
        instance_id: columns.next()?,
        user_id: columns.next()?,
        status: columns.next()?,
        expires_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds a ticket.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, token: &SignInToken) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO sign_in_tokens ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)"),
        params![
            &token.id,
            &token.instance_id,
            &token.user_id,
            token.status,
            token.expires_at,
            token.created_at,
            token.updated_at,
        ],
    )
    .await?;
    Ok(())
}

/// The ticket with this id, whatever its status.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &SignInTokenId) -> Result<Option<SignInToken>> {
    let sql = format!("SELECT {COLUMNS} FROM sign_in_tokens WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Uses a pending ticket up. Returns it to the one request that did; `None` means it is unknown, used, revoked or over.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn accept(
    tx: &Tx,
    instance: &InstanceId,
    id: &SignInTokenId,
    now: UnixMs,
) -> Result<Option<SignInToken>> {
    let sql = format!(
        "UPDATE sign_in_tokens SET status = $3, updated_at = $4 WHERE instance_id = $1 AND id = $2 \
         AND status = 'pending' AND expires_at > $4 RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, id, TicketStatus::Accepted, now], read).await
}

/// Revokes a pending ticket. Returns it, or `None` if there is none to revoke.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn revoke(
    tx: &Tx,
    instance: &InstanceId,
    id: &SignInTokenId,
    now: UnixMs,
) -> Result<Option<SignInToken>> {
    let sql = format!(
        "UPDATE sign_in_tokens SET status = $3, updated_at = $4 WHERE instance_id = $1 AND id = $2 \
         AND status = 'pending' RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, id, TicketStatus::Revoked, now], read).await
}
