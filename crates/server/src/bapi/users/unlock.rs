//! POST /v1/users/{user_id}/unlock

use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, change};
use crate::{ApiError, extract::Path, present::Json};

/// Unlocks a user and forgets the wrong attempts.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn unlock(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<bapi::User>, ApiError> {
    let unlock = |user: &mut nightdesk_auth::model::User| {
        user.locked_until = None;
        user.failed_attempts = 0;
    };
    change(&cx, &id, unlock).await
}
