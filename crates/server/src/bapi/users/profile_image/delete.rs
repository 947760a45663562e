//! DELETE /v1/users/{user_id}/profile_image

use nightdesk_wire::{bapi, ids::UserId};

use super::super::{BackendCx, find, present_user};
use crate::{ApiError, extract::Path, images, present::Json};

/// Takes a user's picture away.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<bapi::User>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let changed = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        images::remove(&tx, &mut found.user, now).await?;
        Ok(found)
    });
    Ok(Json(present_user(&cx.tenant.instance, &changed.await?, cx.now)))
}
