//! Pictures of users.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use nightdesk_auth::model::Image;
use nightdesk_wire::ids::{ImageId, InstanceId, UserId};

use crate::{Error, Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, user_id, content_type, content_base64, created_at";
const CONTENT: usize = 4;

fn read(row: &Row<'_>) -> Result<Image> {
    let mut columns = row.columns();
    Ok(Image {
        id: columns.next()?,
        instance_id: columns.next()?,
        user_id: columns.next()?,
        content_type: columns.next()?,
        content: BASE64_STANDARD
            .decode(columns.next::<String>()?)
            .map_err(|error| Error::Column { index: CONTENT, reason: error.to_string() })?,
        created_at: columns.next()?,
    })
}

/// Stores a user's picture in place of the one before.
///
/// # Errors
/// [`Error::Conflict`] if the id exists.
pub async fn put(tx: &Tx, image: &Image) -> Result<()> {
    delete_of_user(tx, &image.instance_id, &image.user_id).await?;
    let sql = format!("INSERT INTO images ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)");
    let content = BASE64_STANDARD.encode(&image.content);
    let params = params![
        &image.id,
        &image.instance_id,
        &image.user_id,
        &image.content_type,
        content,
        image.created_at
    ];
    tx.execute(&sql, params).await?;
    Ok(())
}

/// The picture with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &ImageId) -> Result<Option<Image>> {
    let sql = format!("SELECT {COLUMNS} FROM images WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Deletes a user's picture. Returns its id if there was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete_of_user(tx: &Tx, instance: &InstanceId, user: &UserId) -> Result<Option<ImageId>> {
    let sql = "DELETE FROM images WHERE instance_id = $1 AND user_id = $2 RETURNING id";
    tx.one(sql, params![instance, user], |row| row.columns().next()).await
}
