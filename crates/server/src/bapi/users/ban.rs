//! POST /v1/users/{user_id}/ban

use nightdesk_store::{Tx, users};
use nightdesk_wire::{
    bapi,
    ids::{InstanceId, UserId},
    time::UnixMs,
};

use super::{BackendCx, find, present_user, sign_out_everywhere};
use crate::{
    ApiError,
    extract::Path,
    present::{Json, UserWithAddresses},
};

/// Signs a user out everywhere and lets them in no more.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn ban(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<bapi::User>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let banned = cx.write(async |tx| set_banned(&tx, instance, &id, true, now).await);
    Ok(Json(present_user(&cx.tenant.instance, &banned.await?, cx.now)))
}

/// Bans a user, which signs them out everywhere, or lets them in again.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn set_banned(
    tx: &Tx,
    instance: &InstanceId,
    id: &UserId,
    banned: bool,
    now: UnixMs,
) -> Result<UserWithAddresses, ApiError> {
    let mut found = find(tx, instance, id).await?;
    found.user.banned = banned;
    found.user.updated_at = now;
    users::update(tx, &found.user).await?;
    if banned {
        sign_out_everywhere(tx, instance, id, now).await?;
    }
    Ok(found)
}
