//! The log: what happened to whom.

use nightdesk_auth::model::{Event, EventKind};
use nightdesk_wire::{
    ids::{EventId, InstanceId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, filter::Filter, param::params};

const COLUMNS: &str = "id, instance_id, kind, operation, actor_kind, actor, subject, created_at";
const HOUR_MS: i64 = 60 * 60 * 1000;
const FORGOTTEN_AT_ONCE: usize = 20;

fn read(row: &Row<'_>) -> Result<Event> {
    let mut columns = row.columns();
    Ok(Event {
        id: columns.next()?,
        instance_id: columns.next()?,
        kind: columns.next()?,
        operation: columns.next()?,
        actor_kind: columns.next()?,
        actor: columns.next()?,
        subject: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a line.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn insert(tx: &Tx, event: &Event) -> Result<()> {
    let sql = format!("INSERT INTO events ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    let values = params![
        &event.id,
        &event.instance_id,
        event.kind,
        &event.operation,
        event.actor_kind,
        &event.actor,
        &event.subject,
        event.created_at,
    ];
    tx.execute(&sql, values).await?;
    Ok(())
}

/// Forgets the oldest lines before `since`. A few at a time, so that nobody waits for it: more than come, so that in the
/// end all are forgotten.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn forget_before(tx: &Tx, instance: &InstanceId, since: UnixMs) -> Result<()> {
    let sql = format!(
        "DELETE FROM events WHERE instance_id = $1 AND id IN (SELECT id FROM events WHERE instance_id = $1 \
         AND created_at < $2 ORDER BY created_at, id LIMIT {FORGOTTEN_AT_ONCE})"
    );
    tx.execute(&sql, params![instance, since]).await?;
    Ok(())
}

/// Which lines are asked for. Every field given narrows the search.
#[derive(Debug, Clone, Default)]
pub struct EventSearch {
    pub kind: Option<EventKind>,
    /// The id of whom it happened to.
    pub subject: Option<String>,
    /// Only what is older than this line.
    pub before: Option<(UnixMs, EventId)>,
}

/// Lines, newest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn search(tx: &Tx, instance: &InstanceId, search: &EventSearch, limit: i64) -> Result<Vec<Event>> {
    let mut filter = Filter::new("instance_id", instance);
    filter.compare("kind", "=", search.kind);
    filter.compare("subject", "=", search.subject.as_deref());
    if let Some((at, id)) = &search.before {
        let (at, id) = (filter.bind(*at), filter.bind(id));
        filter.and(format!("(created_at, id) < ({at}, {id})"));
    }
    let limit = filter.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS} FROM events{} ORDER BY created_at DESC, id DESC LIMIT {limit}",
        filter.sql()
    );
    tx.found(&sql, &filter, read).await
}

/// How often something happened in each hour since `since`, as hours since the epoch. Hours without any are left out.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count_by_hour(
    tx: &Tx,
    instance: &InstanceId,
    kind: EventKind,
    since: UnixMs,
) -> Result<Vec<(i64, i64)>> {
    let sql = format!(
        "SELECT created_at / {HOUR_MS} AS hour, count(*) FROM events \
         WHERE instance_id = $1 AND kind = $2 AND created_at >= $3 GROUP BY hour ORDER BY hour"
    );
    let read = |row: &Row<'_>| {
        let mut columns = row.columns();
        Ok((columns.next()?, columns.next()?))
    };
    tx.all(&sql, params![instance, kind, since], read).await
}
