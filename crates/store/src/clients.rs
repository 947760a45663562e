//! Clients.

use std::sync::LazyLock;

use nightdesk_auth::model::{Client, Rotation, Session};
use nightdesk_wire::{
    ids::{ClientId, InstanceId, SessionId, UserId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params, row::Columns, sessions};

const COLUMNS: &str = "id, instance_id, rotation_current, rotation_previous, rotation_previous_until, \
    rotation_confirmed_at, sign_in_id, sign_up_id, last_active_session_id, last_authentication_strategy, created_at, \
    updated_at";

fn read(row: &Row<'_>) -> Result<Client> {
    read_next(&mut row.columns())
}

fn read_next(columns: &mut Columns<'_>) -> Result<Client> {
    Ok(Client {
        id: columns.next()?,
        instance_id: columns.next()?,
        rotation: Rotation {
            current: columns.next()?,
            previous: columns.next()?,
            previous_until: columns.next()?,
            confirmed_at: columns.next()?,
        },
        sign_in_id: columns.next()?,
        sign_up_id: columns.next()?,
        last_active_session_id: columns.next()?,
        last_authentication_strategy: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds a client.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, client: &Client) -> Result<()> {
    tx.insert_placed(
        "clients",
        client.id.as_str(),
        COLUMNS,
        params![
            &client.id,
            &client.instance_id,
            &client.rotation.current,
            &client.rotation.previous,
            client.rotation.previous_until,
            client.rotation.confirmed_at,
            &client.sign_in_id,
            &client.sign_up_id,
            &client.last_active_session_id,
            &client.last_authentication_strategy,
            client.created_at,
            client.updated_at,
        ],
    )
    .await
}

/// The client with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &ClientId) -> Result<Option<Client>> {
    let sql = format!("SELECT {COLUMNS} FROM clients WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// A client and one of its sessions, if it has that. One statement, since it is what every token is minted from.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_with_session(
    tx: &Tx,
    instance: &InstanceId,
    id: &ClientId,
    session: &SessionId,
) -> Result<Option<(Client, Session)>> {
    static BY_ID: LazyLock<String> = LazyLock::new(|| {
        let of =
            |table: &str, columns: &str| format!("{table}.{}", columns.replace(", ", &format!(", {table}.")));
        format!(
            "SELECT {}, {} FROM clients JOIN sessions \
             ON sessions.instance_id = clients.instance_id AND sessions.client_id = clients.id \
             WHERE clients.instance_id = $1 AND clients.id = $2 AND sessions.id = $3",
            of("clients", COLUMNS),
            of("sessions", sessions::COLUMNS),
        )
    });
    static BY_PLACE: LazyLock<String> =
        LazyLock::new(|| format!("{} AND clients.rowid = $4 AND sessions.rowid = $5", *BY_ID));
    let read = |row: &Row<'_>| {
        let mut columns = row.columns();
        Ok((read_next(&mut columns)?, sessions::read_next(&mut columns)?))
    };
    if let (Some(place), Some(session_place)) = (tx.place(id.as_str()), tx.place(session.as_str())) {
        let found = tx.one(&BY_PLACE, params![instance, id, session, place, session_place], read).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    tx.one(&BY_ID, params![instance, id, session], read).await
}

/// Clients of the instance, newest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId, limit: i64, offset: i64) -> Result<Vec<Client>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM clients WHERE instance_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
    );
    tx.all(&sql, params![instance, limit, offset], read).await
}

/// How many clients the instance has.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, instance: &InstanceId) -> Result<i64> {
    let sql = "SELECT count(*) FROM clients WHERE instance_id = $1";
    Ok(tx.one(sql, params![instance], |row| row.columns().next()).await?.unwrap_or(0))
}

/// Writes what a client is doing. Its token rotation is left alone, see [`update_rotation`]. Returns whether the
/// client still exists.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, client: &Client) -> Result<bool> {
    let sql = "UPDATE clients SET sign_in_id = $3, sign_up_id = $4, last_active_session_id = $5, \
        last_authentication_strategy = $6, updated_at = $7 WHERE instance_id = $1 AND id = $2";
    let touched = tx
        .execute(
            sql,
            params![
                &client.instance_id,
                &client.id,
                &client.sign_in_id,
                &client.sign_up_id,
                &client.last_active_session_id,
                &client.last_authentication_strategy,
                client.updated_at,
            ],
        )
        .await?;
    Ok(touched > 0)
}

/// Replaces the accepted token values if the current one is still `expected`: of two requests that rotate at once, one
/// wins. Returns whether it was this one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update_rotation(
    tx: &Tx,
    instance: &InstanceId,
    id: &ClientId,
    expected: &str,
    rotation: &Rotation,
) -> Result<bool> {
    let sql = "UPDATE clients SET rotation_current = $4, rotation_previous = $5, rotation_previous_until = $6, \
        rotation_confirmed_at = $7 WHERE instance_id = $1 AND id = $2 AND rotation_current = $3";
    let touched = tx
        .execute(
            sql,
            params![
                instance,
                id,
                expected,
                &rotation.current,
                &rotation.previous,
                rotation.previous_until,
                rotation.confirmed_at,
            ],
        )
        .await?;
    Ok(touched > 0)
}

/// Notes on every client where a user is signed in that its set of sessions changes. To be called before they end.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn touch_of_user(tx: &Tx, instance: &InstanceId, user: &UserId, updated_at: UnixMs) -> Result<()> {
    let sql = "UPDATE clients SET updated_at = $3 WHERE instance_id = $1 AND id IN (SELECT client_id FROM sessions \
        WHERE instance_id = $1 AND user_id = $2 AND status IN ('active', 'pending'))";
    tx.execute(sql, params![instance, user, updated_at]).await?;
    Ok(())
}

/// Deletes a client with its sessions and attempts. Returns whether there was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &ClientId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM clients WHERE instance_id = $1 AND id = $2", params![instance, id]).await? > 0)
}
