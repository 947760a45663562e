//! GET /v1/users/{user_id}

use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, find, present_user};
use crate::{ApiError, extract::Path, present::Json};

/// A user.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<bapi::User>, ApiError> {
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    Ok(Json(present_user(&cx.tenant.instance, &found, cx.now)))
}
