//! Sessions.

use nightdesk_auth::model::{Session, SessionStatus};
use nightdesk_wire::{
    ids::{ClientId, InstanceId, SessionId, UserId},
    time::UnixMs,
};

use crate::{Param, Result, Row, Tx, filter::Filter, param::params, row::Columns};

pub(crate) const COLUMNS: &str = "id, instance_id, client_id, user_id, status, first_factor_at, second_factor_at, actor_json, \
    last_active_organization_id, latest_activity_json, last_active_at, expire_at, abandon_at, created_at, updated_at, \
    tasks_json";

fn read(row: &Row<'_>) -> Result<Session> {
    read_next(&mut row.columns())
}

pub(crate) fn read_next(columns: &mut Columns<'_>) -> Result<Session> {
    Ok(Session {
        id: columns.next()?,
        instance_id: columns.next()?,
        client_id: columns.next()?,
        user_id: columns.next()?,
        status: columns.next()?,
        first_factor_at: columns.next()?,
        second_factor_at: columns.next()?,
        actor: columns.next_json_or_null()?,
        last_active_organization_id: columns.next()?,
        latest_activity: columns.next_json_or_null()?,
        last_active_at: columns.next()?,
        expire_at: columns.next()?,
        abandon_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
        tasks: columns.next_json_or_null()?.unwrap_or_default(),
    })
}

fn values(session: &Session) -> Result<[Param<'_>; 16]> {
    Ok([
        Param::from(&session.id),
        Param::from(&session.instance_id),
        Param::from(&session.client_id),
        Param::from(&session.user_id),
        Param::from(session.status),
        Param::from(session.first_factor_at),
        Param::from(session.second_factor_at),
        Param::json_or_null(session.actor.as_ref())?,
        Param::from(&session.last_active_organization_id),
        Param::json_or_null(session.latest_activity.as_ref())?,
        Param::from(session.last_active_at),
        Param::from(session.expire_at),
        Param::from(session.abandon_at),
        Param::from(session.created_at),
        Param::from(session.updated_at),
        Param::json_or_null((!session.tasks.is_empty()).then_some(&session.tasks))?,
    ])
}

/// Adds a session to its client.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, session: &Session) -> Result<()> {
    tx.insert_placed("sessions", session.id.as_str(), COLUMNS, &values(session)?).await
}

/// Writes every field of a session that was read in the same transaction. Returns whether it still exists.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, session: &Session) -> Result<bool> {
    let sql = "UPDATE sessions SET client_id = $3, user_id = $4, status = $5, first_factor_at = $6, \
        second_factor_at = $7, actor_json = $8, last_active_organization_id = $9, latest_activity_json = $10, \
        last_active_at = $11, expire_at = $12, abandon_at = $13, created_at = $14, updated_at = $15, tasks_json = $16 \
        WHERE id = $1 AND instance_id = $2";
    Ok(tx.execute(sql, &values(session)?).await? > 0)
}

/// The session with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &SessionId) -> Result<Option<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// The session with this id, if it is on this client.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_on_client(
    tx: &Tx,
    instance: &InstanceId,
    client: &ClientId,
    id: &SessionId,
) -> Result<Option<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND id = $2 AND client_id = $3");
    tx.one(&sql, params![instance, id, client], read).await
}

/// The sessions of a client, ended ones included, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_on_client(tx: &Tx, instance: &InstanceId, client: &ClientId) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND client_id = $2 ORDER BY created_at, id"
    );
    tx.all(&sql, params![instance, client], read).await
}

/// The sessions of a client that were neither ended nor replaced, oldest first. Their time may be over: see
/// [`Session::status_at`].
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_live_on_client(tx: &Tx, instance: &InstanceId, client: &ClientId) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND client_id = $2 \
         AND status IN ('active', 'pending') ORDER BY created_at, id"
    );
    tx.all(&sql, params![instance, client], read).await
}

/// What sessions are looked for by.
#[derive(Debug, Clone, Default)]
pub struct SessionSearch {
    pub client_id: Option<ClientId>,
    pub user_id: Option<UserId>,
    /// The status as it reads at the given time.
    pub status: Option<(SessionStatus, UnixMs)>,
}

/// The sessions that `search` describes, newest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn search(
    tx: &Tx,
    instance: &InstanceId,
    search: &SessionSearch,
    limit: i64,
    offset: i64,
) -> Result<Vec<Session>> {
    let mut filter = filter(instance, search);
    let (limit, offset) = (filter.bind(limit), filter.bind(offset));
    let order = "ORDER BY created_at DESC, id DESC";
    let sql = format!("SELECT {COLUMNS} FROM sessions{} {order} LIMIT {limit} OFFSET {offset}", filter.sql());
    tx.found(&sql, &filter, read).await
}

/// The sessions that are live at `now`, the last used first, only those behind `after`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_by_activity(
    tx: &Tx,
    instance: &InstanceId,
    now: UnixMs,
    after: Option<&(UnixMs, SessionId)>,
    limit: i64,
) -> Result<Vec<Session>> {
    let (sql, filter) = by_activity(instance, now, after, limit);
    tx.found(&sql, &filter, read).await
}

/// How the database goes about [`list_by_activity`], a line per step.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn explain_by_activity(
    tx: &Tx,
    instance: &InstanceId,
    now: UnixMs,
    after: Option<&(UnixMs, SessionId)>,
) -> Result<Vec<String>> {
    let (sql, filter) = by_activity(instance, now, after, 26);
    tx.explain(&sql, &filter).await
}

fn by_activity<'a>(
    instance: &'a InstanceId,
    now: UnixMs,
    after: Option<&'a (UnixMs, SessionId)>,
    limit: i64,
) -> (String, Filter<'a>) {
    let mut filter = Filter::new("instance_id", instance);
    filter.and("status IN ('active', 'pending')".to_owned());
    let now = filter.bind(now);
    filter.and(format!("expire_at > {now} AND abandon_at > {now}"));
    if let Some((at, id)) = after {
        let (at, id) = (filter.bind(*at), filter.bind(id));
        filter.and(format!("(last_active_at, id) < ({at}, {id})"));
    }
    let limit = filter.bind(limit);
    let order = "ORDER BY last_active_at DESC, id DESC";
    (format!("SELECT {COLUMNS} FROM sessions{} {order} LIMIT {limit}", filter.sql()), filter)
}

/// How many sessions `search` describes.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, instance: &InstanceId, search: &SessionSearch) -> Result<i64> {
    let filter = filter(instance, search);
    let sql = format!("SELECT count(*) FROM sessions{}", filter.sql());
    Ok(tx.found(&sql, &filter, |row| row.columns().next()).await?.pop().unwrap_or(0))
}

/// Says in SQL what [`Session::status_at`] says in Rust: a live session whose time is over is stored as live.
fn filter<'a>(instance: &'a InstanceId, search: &'a SessionSearch) -> Filter<'a> {
    let mut filter = Filter::new("instance_id", instance);
    filter.compare("client_id", "=", search.client_id.as_ref());
    filter.compare("user_id", "=", search.user_id.as_ref());
    if let Some((status, now)) = search.status {
        let status_param = filter.bind(status);
        let is_live = "status IN ('active', 'pending')";
        let condition = match status {
            SessionStatus::Active | SessionStatus::Pending => {
                let now = filter.bind(now);
                format!("status = {status_param} AND expire_at > {now} AND abandon_at > {now}")
            }
            SessionStatus::Expired => {
                let now = filter.bind(now);
                format!("(status = {status_param} OR ({is_live} AND expire_at <= {now}))")
            }
            SessionStatus::Abandoned => {
                let now = filter.bind(now);
                format!(
                    "(status = {status_param} OR ({is_live} AND expire_at > {now} AND abandon_at <= {now}))"
                )
            }
            _ => format!("status = {status_param}"),
        };
        filter.and(condition);
    }
    filter
}

/// Ends a live session: of two requests that end it, one wins. Returns the session if it was this one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn end(
    tx: &Tx,
    instance: &InstanceId,
    id: &SessionId,
    status: SessionStatus,
    now: UnixMs,
) -> Result<Option<Session>> {
    let sql = format!(
        "UPDATE sessions SET status = $3, updated_at = $4 WHERE instance_id = $1 AND id = $2 \
         AND status IN ('active', 'pending') RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, id, status, now], read).await
}

/// Ends every live session of a client. Returns how many there were.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn end_on_client(
    tx: &Tx,
    instance: &InstanceId,
    client: &ClientId,
    status: SessionStatus,
    now: UnixMs,
) -> Result<u64> {
    let sql = "UPDATE sessions SET status = $3, updated_at = $4 WHERE instance_id = $1 AND client_id = $2 \
        AND status IN ('active', 'pending')";
    tx.execute(sql, params![instance, client, status, now]).await
}

/// Ends every live session of a user. Returns how many there were.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn end_of_user(
    tx: &Tx,
    instance: &InstanceId,
    user: &UserId,
    status: SessionStatus,
    now: UnixMs,
) -> Result<u64> {
    let sql = "UPDATE sessions SET status = $3, updated_at = $4 WHERE instance_id = $1 AND user_id = $2 \
        AND status IN ('active', 'pending')";
    tx.execute(sql, params![instance, user, status, now]).await
}
