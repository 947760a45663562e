//! Invitations to the application.

use nightdesk_auth::model::{Invitation, InvitationStatus};
use nightdesk_wire::{
    ids::{InstanceId, InvitationId},
    time::UnixMs,
};

use crate::{
    Param, Result, Row, Tx,
    filter::{Filter, contains},
    param::params,
};

const COLUMNS: &str = "id, instance_id, email_address, public_metadata_json, redirect_url, status, expires_at, \
    created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Invitation> {
    let mut columns = row.columns();
    Ok(Invitation {
        id: columns.next()?,
        instance_id: columns.next()?,
        email_address: columns.next()?,
        public_metadata: columns.next_json()?,
        redirect_url: columns.next()?,
        status: columns.next()?,
        expires_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// What a list is to hold, as the wire has it: an invitation that nobody used in time is expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All but those revoked.
    NotRevoked,
    Pending,
    Accepted,
    Revoked,
    Expired,
}

/// What a list of invitations is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    CreatedAt,
    EmailAddress,
    ExpiresAt,
}

/// Adds an invitation.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, invitation: &Invitation) -> Result<()> {
    let sql = format!(
        "INSERT INTO invitations ({COLUMNS}, email_address_lower) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let params = params![
        &invitation.id,
        &invitation.instance_id,
        &invitation.email_address,
        Param::json(&invitation.public_metadata)?,
        &invitation.redirect_url,
        invitation.status,
        invitation.expires_at,
        invitation.created_at,
        invitation.updated_at,
        invitation.email_address.to_lowercase()
    ];
    tx.execute(&sql, params).await?;
    Ok(())
}

/// The invitation with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &InvitationId) -> Result<Option<Invitation>> {
    let sql = format!("SELECT {COLUMNS} FROM invitations WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// An invitation of this address that can still be accepted.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_open(
    tx: &Tx,
    instance: &InstanceId,
    address: &str,
    now: UnixMs,
) -> Result<Option<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations WHERE instance_id = $1 AND email_address_lower = $2 \
         AND status = 'pending' AND expires_at > $3 ORDER BY created_at, id LIMIT 1"
    );
    tx.one(&sql, params![instance, address.to_lowercase(), now], read).await
}

/// Ends a pending invitation: by the one request that uses it up, or by the backend. `None` if it is not pending any more.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn end(
    tx: &Tx,
    instance: &InstanceId,
    id: &InvitationId,
    status: InvitationStatus,
    now: UnixMs,
) -> Result<Option<Invitation>> {
    let sql = format!(
        "UPDATE invitations SET status = $3, updated_at = $4 WHERE instance_id = $1 AND id = $2 \
         AND status = 'pending' RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, id, status, now], read).await
}

/// Invitations whose address or id has `query` in it.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(
    tx: &Tx,
    instance: &InstanceId,
    (wanted, query): (Wanted, Option<&str>),
    (order, descending): (OrderBy, bool),
    (limit, offset): (i64, i64),
    now: UnixMs,
) -> Result<Vec<Invitation>> {
    let mut filter = filter(instance, wanted, query, now);
    let (limit, offset) = (filter.bind(limit), filter.bind(offset));
    let column = match order {
        OrderBy::CreatedAt => "created_at",
        OrderBy::EmailAddress => "email_address_lower",
        OrderBy::ExpiresAt => "expires_at",
    };
    let direction = if descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations{} ORDER BY {column} {direction}, id {direction} LIMIT {limit} OFFSET {offset}",
        filter.sql()
    );
    tx.found(&sql, &filter, read).await
}

/// How many there are of what [`list`] holds.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(
    tx: &Tx,
    instance: &InstanceId,
    (wanted, query): (Wanted, Option<&str>),
    now: UnixMs,
) -> Result<i64> {
    let filter = filter(instance, wanted, query, now);
    let sql = format!("SELECT count(*) FROM invitations{}", filter.sql());
    Ok(tx.found(&sql, &filter, |row| row.columns().next()).await?.pop().unwrap_or(0))
}

fn filter<'a>(instance: &'a InstanceId, wanted: Wanted, query: Option<&str>, now: UnixMs) -> Filter<'a> {
    let mut filter = Filter::new("instance_id", instance);
    let status = match wanted {
        Wanted::NotRevoked => None,
        Wanted::Pending | Wanted::Expired => Some(InvitationStatus::Pending),
        Wanted::Accepted => Some(InvitationStatus::Accepted),
        Wanted::Revoked => Some(InvitationStatus::Revoked),
    };
    filter.compare("status", "=", status);
    if wanted == Wanted::NotRevoked {
        filter.compare("status", "<>", Some(InvitationStatus::Revoked));
    }
    if matches!(wanted, Wanted::Pending | Wanted::Expired) {
        filter.compare("expires_at", if wanted == Wanted::Pending { ">" } else { "<=" }, Some(now));
    }
    if let Some(query) = query {
        let pattern = filter.bind(contains(query));
        filter.and(format!(
            "(email_address_lower LIKE {pattern} ESCAPE '!' OR lower(id) LIKE {pattern} ESCAPE '!')"
        ));
    }
    filter
}
