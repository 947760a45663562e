//! POST /v1/users/{user_id}/profile_image

use nightdesk_wire::{
    bapi,
    ids::{ImageId, UserId},
};

use super::super::{BackendCx, find, present_user};
use crate::{
    ApiError,
    extract::{Path, Upload},
    images,
    present::Json,
};

/// Gives a user a picture, in place of the one before.
///
/// # Errors
/// `resource_not_found`; `form_param_missing`, `request_body_too_large`, `unsupported_content_type`, or
/// `form_param_value_invalid` for a picture that cannot be read.
pub(crate) async fn update(
    cx: BackendCx,
    Path(id): Path<UserId>,
    upload: Upload,
) -> Result<Json<bapi::User>, ApiError> {
    let prepared = images::prepare(upload.content).await?;
    let image = ImageId::generate(cx.now, cx.random());
    let (instance, now) = (&cx.tenant.instance, cx.now);
    let changed = cx.write(async |tx| {
        let mut found = find(&tx, &instance.id, &id).await?;
        images::set(&tx, instance, &mut found.user, &image, &prepared, now).await?;
        Ok(found)
    });
    Ok(Json(present_user(&cx.tenant.instance, &changed.await?, cx.now)))
}
