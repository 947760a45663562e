//! DELETE /v1/me/profile_image

use nightdesk_wire::{deleted_object::DeletedObject, ids::ImageId};

use super::super::load::me;
use crate::{
    extract::Cx,
    images,
    present::{ApiError, Reply},
};

/// Takes the signed-in user's picture away. Without one there is nothing to do.
///
/// # Errors
/// 401 if nobody is signed in.
pub(in crate::fapi::me) async fn delete(cx: Cx) -> Result<Reply<DeletedObject>, ApiError> {
    let cx_ref = &cx;
    let removed = cx
        .store()
        .write(|tx| async move {
            let mut user = me(cx_ref, &tx).await?.of.user;
            Ok::<_, ApiError>(images::remove(&tx, &mut user, cx_ref.now).await?)
        })
        .await?;
    let id = removed.as_ref().map(ImageId::as_str).unwrap_or_default();
    cx.reply(DeletedObject::new("image", id)).await
}
