//! The waitlist.

use nightdesk_auth::model::{WaitlistEntry, WaitlistStatus};
use nightdesk_wire::ids::{InstanceId, WaitlistEntryId};

use crate::{
    Result, Row, Tx,
    filter::{Filter, contains},
    param::params,
};

const COLUMNS: &str =
    "id, instance_id, email_address, status, invitation_id, invited_at, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<WaitlistEntry> {
    let mut columns = row.columns();
    Ok(WaitlistEntry {
        id: columns.next()?,
        instance_id: columns.next()?,
        email_address: columns.next()?,
        status: columns.next()?,
        invitation_id: columns.next()?,
        invited_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// What the waitlist is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    CreatedAt,
    EmailAddress,
    InvitedAt,
}

/// Adds an entry.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the address is on the list.
pub async fn insert(tx: &Tx, entry: &WaitlistEntry) -> Result<()> {
    let sql = format!(
        "INSERT INTO waitlist_entries ({COLUMNS}, email_address_lower) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let params = params![
        &entry.id,
        &entry.instance_id,
        &entry.email_address,
        entry.status,
        &entry.invitation_id,
        entry.invited_at,
        entry.created_at,
        entry.updated_at,
        entry.email_address.to_lowercase()
    ];
    tx.execute(&sql, params).await?;
    Ok(())
}

/// Writes what became of an entry. Returns whether it still exists.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, entry: &WaitlistEntry) -> Result<bool> {
    let sql = "UPDATE waitlist_entries SET status = $3, invitation_id = $4, invited_at = $5, updated_at = $6 \
        WHERE instance_id = $1 AND id = $2";
    let params = params![
        &entry.instance_id,
        &entry.id,
        entry.status,
        &entry.invitation_id,
        entry.invited_at,
        entry.updated_at
    ];
    Ok(tx.execute(sql, params).await? > 0)
}

/// The entry with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &WaitlistEntryId) -> Result<Option<WaitlistEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM waitlist_entries WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// The entry of this address, in whatever case it is written.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_address(tx: &Tx, instance: &InstanceId, address: &str) -> Result<Option<WaitlistEntry>> {
    let sql =
        format!("SELECT {COLUMNS} FROM waitlist_entries WHERE instance_id = $1 AND email_address_lower = $2");
    tx.one(&sql, params![instance, address.to_lowercase()], read).await
}

/// Takes an entry off the list. Returns whether it was there.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &WaitlistEntryId) -> Result<bool> {
    let sql = "DELETE FROM waitlist_entries WHERE instance_id = $1 AND id = $2";
    Ok(tx.execute(sql, params![instance, id]).await? > 0)
}

/// Entries whose address or id has `query` in it.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(
    tx: &Tx,
    instance: &InstanceId,
    (status, query): (Option<WaitlistStatus>, Option<&str>),
    (order, descending): (OrderBy, bool),
    (limit, offset): (i64, i64),
) -> Result<Vec<WaitlistEntry>> {
    let mut filter = filter(instance, status, query);
    let (limit, offset) = (filter.bind(limit), filter.bind(offset));
    let column = match order {
        OrderBy::CreatedAt => "created_at",
        OrderBy::EmailAddress => "email_address_lower",
        OrderBy::InvitedAt => "invited_at",
    };
    let direction = if descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT {COLUMNS} FROM waitlist_entries{} ORDER BY {column} {direction} NULLS LAST, id {direction} \
         LIMIT {limit} OFFSET {offset}",
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
    (status, query): (Option<WaitlistStatus>, Option<&str>),
) -> Result<i64> {
    let filter = filter(instance, status, query);
    let sql = format!("SELECT count(*) FROM waitlist_entries{}", filter.sql());
    Ok(tx.found(&sql, &filter, |row| row.columns().next()).await?.pop().unwrap_or(0))
}

fn filter<'a>(instance: &'a InstanceId, status: Option<WaitlistStatus>, query: Option<&str>) -> Filter<'a> {
    let mut filter = Filter::new("instance_id", instance);
    filter.compare("status", "=", status);
    if let Some(query) = query {
        let pattern = filter.bind(contains(query));
        filter.and(format!(
            "(email_address_lower LIKE {pattern} ESCAPE '!' OR lower(id) LIKE {pattern} ESCAPE '!')"
        ));
    }
    filter
}
