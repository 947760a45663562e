//! POST /dashboard/api/impersonations

use nightdesk_wire::bapi;
use serde::Deserialize;
use serde_json::json;

use super::super::guard::Change;
use crate::{
    ApiError,
    bapi::{actor_tokens, cx::BackendCx},
    present::Json,
};

/// How long the link waits to be used.
const LIFE_SECS: i64 = 10 * 60;
/// How long the session lasts at most.
const SESSION_SECS: i64 = 30 * 60;

#[derive(Deserialize)]
pub(in crate::pages) struct Impersonate {
    user_id: String,
}

/// Makes a link with which an admin acts as a user, once. The tokens of that session name the admin.
///
/// # Errors
/// `resource_not_found`.
pub(in crate::pages) async fn create(
    cx: BackendCx,
    change: Change<Impersonate>,
) -> Result<Json<bapi::ActorToken>, ApiError> {
    let sub = change.visitor.admin.as_ref().map_or("dashboard", |admin| admin.id.as_str());
    let actor = json!({ "sub": sub });
    actor_tokens::issue(&cx, change.input.user_id, actor, LIFE_SECS, SESSION_SECS).await.map(Json)
}
