//! POST /v1/users/{user_id}/ban

use nightdesk_store::users;
use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, find, present_user, sign_out_everywhere};
use crate::{ApiError, extract::Path, present::Json};

/// Signs a user out everywhere and lets them in no more.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn ban(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<bapi::User>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let banned = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        found.user.banned = true;
        found.user.updated_at = now;
        users::update(&tx, &found.user).await?;
        sign_out_everywhere(&tx, instance, &id, now).await?;
        Ok(found)
    });
    Ok(Json(present_user(&banned.await?, now)))
}
