//! Pictures of users: taken in small and safe, and shown to everybody.

mod generated;
mod prepare;
mod serve;

use nightdesk_auth::model::{Image, Instance, User};
use nightdesk_store::{Tx, images, users};
use nightdesk_wire::{
    ids::{ImageId, UserId},
    time::UnixMs,
};

#[cfg(feature = "fuzzing")]
pub(crate) use prepare::resized;
pub(crate) use prepare::{Prepared, prepare};
pub(crate) use serve::router;

/// Gives a user a picture, in place of the one before.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn set(
    tx: &Tx,
    instance: &Instance,
    user: &mut User,
    id: &ImageId,
    prepared: &Prepared,
    now: UnixMs,
) -> nightdesk_store::Result<()> {
    let image = Image {
        id: id.clone(),
        instance_id: instance.id.clone(),
        user_id: user.id.clone(),
        content_type: prepared.content_type.to_owned(),
        content: prepared.content.clone(),
        created_at: now,
    };
    images::put(tx, &image).await?;
    user.image_url = Some(url(instance, id));
    user.updated_at = now;
    users::update(tx, user).await?;
    Ok(())
}

/// Takes a user's picture away. Returns its id if it was one of ours.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn remove(
    tx: &Tx,
    user: &mut User,
    now: UnixMs,
) -> nightdesk_store::Result<Option<ImageId>> {
    let (instance, id): (_, UserId) = (user.instance_id.clone(), user.id.clone());
    let removed = images::delete_of_user(tx, &instance, &id).await?;
    user.image_url = None;
    user.updated_at = now;
    users::update(tx, user).await?;
    Ok(removed)
}

/// Where everybody sees a picture.
pub(crate) fn url(instance: &Instance, id: &ImageId) -> String {
    format!("https://{}/images/{id}", instance.frontend_api)
}

/// Where everybody sees the picture of a user: the one that was chosen, else one that is generated from the id.
pub(crate) fn url_of(instance: &Instance, user: &User) -> String {
    user.image_url.clone().unwrap_or_else(|| generated::url(instance, &user.id))
}
