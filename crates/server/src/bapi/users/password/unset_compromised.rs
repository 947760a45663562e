//! POST /v1/users/{user_id}/password/unset_compromised

use nightdesk_wire::{bapi, ids::UserId};

use crate::{
    ApiError,
    bapi::{
        cx::BackendCx,
        users::{find, present_user},
    },
    extract::Path,
    present::Json,
    session_tasks,
};

/// Takes the note back that others know a user's password. Sessions that wait for another one wait no more.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn unset_compromised(
    cx: BackendCx,
    Path(id): Path<UserId>,
) -> Result<Json<bapi::User>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let unmarked = cx.write(async |tx| {
        let found = find(&tx, instance, &id).await?;
        session_tasks::password_replaced(&tx, instance, &id, now).await?;
        Ok(found)
    });
    Ok(Json(present_user(&cx.tenant.instance, &unmarked.await?, cx.now)))
}
