//! PATCH /v1/users/{user_id}/metadata

use nightdesk_auth::metadata;
use nightdesk_store::users;
use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, find, present_user};
use crate::{
    ApiError,
    bapi::body::{Body, check_metadata},
    extract::Path,
    present::Json,
};

/// Merges metadata into what is there: objects key by key, at any depth; `null` removes a key.
///
/// # Errors
/// `resource_not_found`, `form_param_format_invalid`, `form_param_value_invalid`.
pub(crate) async fn merge(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<bapi::User>, ApiError> {
    let public = body.metadata("public_metadata")?;
    let private = body.metadata("private_metadata")?;
    let unsafe_ = body.metadata("unsafe_metadata")?;
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let changed = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        let user = &mut found.user;
        for (name, stored, patch) in [
            ("public_metadata", &mut user.public_metadata, &public),
            ("private_metadata", &mut user.private_metadata, &private),
            ("unsafe_metadata", &mut user.unsafe_metadata, &unsafe_),
        ] {
            if let Some(patch) = patch {
                metadata::merge(stored, patch);
                check_metadata(name, stored)?;
            }
        }
        user.updated_at = now;
        users::update(&tx, user).await?;
        Ok(found)
    });
    Ok(Json(present_user(&cx.tenant.instance, &changed.await?, cx.now)))
}
