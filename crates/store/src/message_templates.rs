//! Messages of owners' own making.

use nightdesk_auth::model::{Channel, MessageTemplate};
use nightdesk_wire::ids::InstanceId;

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str =
    "instance_id, channel, slug, name, subject, body, text, delivered, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<MessageTemplate> {
    let mut columns = row.columns();
    Ok(MessageTemplate {
        instance_id: columns.next()?,
        channel: columns.next()?,
        slug: columns.next()?,
        name: columns.next()?,
        subject: columns.next()?,
        body: columns.next()?,
        text: columns.next()?,
        delivered: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Writes a template, over the one that is there.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn put(tx: &Tx, template: &MessageTemplate) -> Result<()> {
    let sql = format!(
        "INSERT INTO message_templates ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (instance_id, channel, slug) DO UPDATE SET name = excluded.name, subject = excluded.subject, \
         body = excluded.body, text = excluded.text, delivered = excluded.delivered, updated_at = excluded.updated_at"
    );
    let values = params![
        &template.instance_id,
        template.channel,
        &template.slug,
        &template.name,
        &template.subject,
        &template.body,
        &template.text,
        template.delivered,
        template.created_at,
        template.updated_at,
    ];
    tx.execute(&sql, values).await?;
    Ok(())
}

/// The template of a message, if the owner made one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(
    tx: &Tx,
    instance: &InstanceId,
    channel: Channel,
    slug: &str,
) -> Result<Option<MessageTemplate>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM message_templates WHERE instance_id = $1 AND channel = $2 AND slug = $3"
    );
    tx.one(&sql, params![instance, channel, slug], read).await
}

/// Every template of a channel: there are never more than there are messages.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId, channel: Channel) -> Result<Vec<MessageTemplate>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM message_templates WHERE instance_id = $1 AND channel = $2 ORDER BY slug"
    );
    tx.all(&sql, params![instance, channel], read).await
}

/// Removes a template. `false` if there is none.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, channel: Channel, slug: &str) -> Result<bool> {
    let sql = "DELETE FROM message_templates WHERE instance_id = $1 AND channel = $2 AND slug = $3";
    Ok(tx.execute(sql, params![instance, channel, slug]).await? > 0)
}
