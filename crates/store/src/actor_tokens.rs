//! Actor tokens: one-time tickets to an impersonation.

use nightdesk_auth::model::{ActorToken, TicketStatus};
use nightdesk_wire::{
    ids::{ActorTokenId, InstanceId},
    time::UnixMs,
};

use crate::{Param, Result, Row, Tx, param::params};

const COLUMNS: &str =
    "id, instance_id, user_id, actor_json, status, session_max_secs, expires_at, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<ActorToken> {
    let mut columns = row.columns();
    Ok(ActorToken {
        id: columns.next()?,
        instance_id: columns.next()?,
        user_id: columns.next()?,
        actor: columns.next_json()?,
        status: columns.next()?,
        session_max_secs: columns.next()?,
        expires_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds a ticket.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, token: &ActorToken) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO actor_tokens ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
        params![
            &token.id,
            &token.instance_id,
            &token.user_id,
            Param::json(&token.actor)?,
            token.status,
            token.session_max_secs,
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
pub async fn find(tx: &Tx, instance: &InstanceId, id: &ActorTokenId) -> Result<Option<ActorToken>> {
    let sql = format!("SELECT {COLUMNS} FROM actor_tokens WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Uses a pending ticket up or takes it back. Returns it to the one request that did; `None` means it is unknown or not
/// pending any more.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn settle(
    tx: &Tx,
    instance: &InstanceId,
    id: &ActorTokenId,
    status: TicketStatus,
    now: UnixMs,
) -> Result<Option<ActorToken>> {
    let sql = format!(
        "UPDATE actor_tokens SET status = $3, updated_at = $4 WHERE instance_id = $1 AND id = $2 \
         AND status = 'pending' RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, id, status, now], read).await
}
