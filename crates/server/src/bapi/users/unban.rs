//! POST /v1/users/{user_id}/unban

use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, change};
use crate::{ApiError, extract::Path, present::Json};

/// Lets a banned user in again.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn unban(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<bapi::User>, ApiError> {
    change(&cx, &id, |user| user.banned = false).await
}
