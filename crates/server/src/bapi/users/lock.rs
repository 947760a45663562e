//! POST /v1/users/{user_id}/lock

use nightdesk_auth::lockout;
use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, change};
use crate::{ApiError, extract::Path, present::Json};

/// Locks a user as too many wrong attempts would. Running sessions go on.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn lock(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<bapi::User>, ApiError> {
    let until = cx.now.plus_secs(lockout::DURATION_SECS);
    change(&cx, &id, |user| user.locked_until = Some(until)).await
}
