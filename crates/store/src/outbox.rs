//! The outbox of development instances.

use nightdesk_auth::model::OutboxMessage;
use nightdesk_wire::ids::InstanceId;

use crate::{Result, Row, Tx, param::params};

/// A message and its place in the outbox: places count up in the order of arrival.
#[derive(Debug, Clone)]
pub struct Delivered {
    pub position: i64,
    pub message: OutboxMessage,
}

const COLUMNS: &str =
    "position, id, instance_id, channel, recipient, subject, body, html, code, link, created_at";

fn read(row: &Row<'_>) -> Result<Delivered> {
    let mut columns = row.columns();
    Ok(Delivered {
        position: columns.next()?,
        message: OutboxMessage {
            id: columns.next()?,
            instance_id: columns.next()?,
            channel: columns.next()?,
            recipient: columns.next()?,
            subject: columns.next()?,
            body: columns.next()?,
            html: columns.next()?,
            code: columns.next()?,
            link: columns.next()?,
            created_at: columns.next()?,
        },
    })
}

/// Puts a message behind all others.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, message: &OutboxMessage) -> Result<()> {
    tx.execute(
        &format!(
            "INSERT INTO outbox ({COLUMNS}) VALUES ((SELECT coalesce(max(position), 0) + 1 FROM outbox \
             WHERE instance_id = $2), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        params![
            &message.id,
            &message.instance_id,
            message.channel,
            &message.recipient,
            &message.subject,
            &message.body,
            &message.html,
            &message.code,
            &message.link,
            message.created_at,
        ],
    )
    .await?;
    Ok(())
}

/// The messages behind `position` (0 for all), in the order of arrival.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_after(tx: &Tx, instance: &InstanceId, position: i64) -> Result<Vec<Delivered>> {
    let sql =
        format!("SELECT {COLUMNS} FROM outbox WHERE instance_id = $1 AND position > $2 ORDER BY position");
    tx.all(&sql, params![instance, position], read).await
}

/// Messages, newest first, only those before `position`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_newest(
    tx: &Tx,
    instance: &InstanceId,
    position: Option<i64>,
    limit: i64,
) -> Result<Vec<Delivered>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM outbox WHERE instance_id = $1 AND position < $2 ORDER BY position DESC LIMIT $3"
    );
    tx.all(&sql, params![instance, position.unwrap_or(i64::MAX), limit], read).await
}
