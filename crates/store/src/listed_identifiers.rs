//! The lists of those let in and of those kept out.

use nightdesk_auth::model::{IdentifierList, ListedIdentifier};
use nightdesk_wire::ids::{InstanceId, ListedIdentifierId};

use crate::{Result, Row, Tx, filter::Filter, param::params};

const COLUMNS: &str =
    "id, instance_id, list, identifier, pattern, identifier_type, invitation_id, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<ListedIdentifier> {
    let mut columns = row.columns();
    Ok(ListedIdentifier {
        id: columns.next()?,
        instance_id: columns.next()?,
        list: columns.next()?,
        identifier: columns.next()?,
        pattern: columns.next()?,
        identifier_type: columns.next()?,
        invitation_id: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds an entry to its list.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the list has the pattern.
pub async fn insert(tx: &Tx, entry: &ListedIdentifier) -> Result<()> {
    let sql =
        format!("INSERT INTO listed_identifiers ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let params = params![
        &entry.id,
        &entry.instance_id,
        entry.list,
        &entry.identifier,
        &entry.pattern,
        entry.identifier_type,
        &entry.invitation_id,
        entry.created_at,
        entry.updated_at
    ];
    tx.execute(&sql, params).await?;
    Ok(())
}

/// Whether a list has one of these patterns.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn any_of(
    tx: &Tx,
    instance: &InstanceId,
    list: IdentifierList,
    patterns: &[String],
) -> Result<bool> {
    let mut filter = Filter::new("instance_id", instance);
    filter.compare("list", "=", Some(list));
    let Some(condition) = filter.one_of("pattern", patterns.iter().cloned()) else { return Ok(false) };
    filter.and(condition);
    let sql = format!("SELECT count(*) FROM listed_identifiers{}", filter.sql());
    let count: Option<i64> = tx.found(&sql, &filter, |row| row.columns().next()).await?.pop();
    Ok(count.unwrap_or(0) > 0)
}

/// A part of a list, newest entry first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(
    tx: &Tx,
    instance: &InstanceId,
    list: IdentifierList,
    limit: i64,
    offset: i64,
) -> Result<Vec<ListedIdentifier>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM listed_identifiers WHERE instance_id = $1 AND list = $2 \
         ORDER BY created_at DESC, id DESC LIMIT $3 OFFSET $4"
    );
    tx.all(&sql, params![instance, list, limit, offset], read).await
}

/// How many entries a list has.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, instance: &InstanceId, list: IdentifierList) -> Result<i64> {
    let sql = "SELECT count(*) FROM listed_identifiers WHERE instance_id = $1 AND list = $2";
    Ok(tx.one(sql, params![instance, list], |row| row.columns().next()).await?.unwrap_or(0))
}

/// Takes an entry off a list. Returns whether it was there.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(
    tx: &Tx,
    instance: &InstanceId,
    list: IdentifierList,
    id: &ListedIdentifierId,
) -> Result<bool> {
    let sql = "DELETE FROM listed_identifiers WHERE instance_id = $1 AND list = $2 AND id = $3";
    Ok(tx.execute(sql, params![instance, list, id]).await? > 0)
}
