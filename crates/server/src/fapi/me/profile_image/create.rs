//! POST /v1/me/profile_image

use nightdesk_wire::{ids::ImageId, image::Image};

use super::super::load::me;
use crate::{
    extract::{Cx, Upload},
    images,
    present::{ApiError, Reply},
};

/// Gives the signed-in user a picture, in place of the one before.
///
/// # Errors
/// 401 if nobody is signed in; `form_param_missing`, `request_body_too_large`, `unsupported_content_type`, or
/// `form_param_value_invalid` for a picture that cannot be read.
pub(in crate::fapi::me) async fn create(cx: Cx, upload: Upload) -> Result<Reply<Image>, ApiError> {
    let cx_ref = &cx;
    // Before the costly part: strangers have nothing to upload here.
    cx.store().read(|tx| async move { me(cx_ref, &tx).await.map(|_| ()) }).await?;
    let prepared = &images::prepare(upload.content).await?;
    let id = &ImageId::generate(cx.now, cx.random());
    let instance = &cx.tenant.instance;
    cx.store()
        .write(|tx| async move {
            let mut user = me(cx_ref, &tx).await?.of.user;
            Ok::<_, ApiError>(images::set(&tx, instance, &mut user, id, prepared, cx_ref.now).await?)
        })
        .await?;
    let image = Image { id: id.clone(), name: upload.name, public_url: images::url(instance, id) };
    cx.reply(image).await
}
