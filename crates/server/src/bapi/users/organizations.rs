//! GET /v1/users/{user_id}/organization_memberships and /v1/users/{user_id}/organization_invitations

use axum::response::Response;
use nightdesk_wire::ids::UserId;

use super::{BackendCx, find};
use crate::{
    ApiError,
    bapi::{
        list::present_list,
        query::{Query, invalid},
    },
    extract::Path,
};

const INVITATION_STATUSES: [&str; 4] = ["pending", "accepted", "revoked", "expired"];

/// The organizations that a user is a member of. There are no organizations here, so nobody is.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid`.
pub(crate) async fn memberships(
    cx: BackendCx,
    Path(id): Path<UserId>,
    query: Query,
) -> Result<Response, ApiError> {
    none_of(&cx, &id, &query).await
}

/// The organizations that a user is invited to: none, see [`memberships`].
///
/// # Errors
/// As [`memberships`].
pub(crate) async fn invitations(
    cx: BackendCx,
    Path(id): Path<UserId>,
    query: Query,
) -> Result<Response, ApiError> {
    if query.text("status").is_some_and(|status| !INVITATION_STATUSES.contains(&status)) {
        return Err(invalid("status", "status must be pending, accepted, revoked or expired.".to_owned()));
    }
    none_of(&cx, &id, &query).await
}

async fn none_of(cx: &BackendCx, id: &UserId, query: &Query) -> Result<Response, ApiError> {
    query.page()?;
    let instance = cx.instance_id();
    cx.read(async |tx| find(&tx, instance, id).await).await?;
    Ok(present_list(Vec::<()>::new(), Some(0)))
}
