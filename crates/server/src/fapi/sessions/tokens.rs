//! POST /v1/client/sessions/{session_id}/tokens

use nightdesk_wire::token::Token;

use super::load::{find_live, live, refuse_organization};
use crate::{
    extract::{Form, OnSession},
    present::{self, ApiError, Json},
};

/// A fresh token of a live session. Nothing is written: this is the request that is made most.
///
/// # Errors
/// 401 for a caller without a client or a session that is over, `resource_not_found` for session and organization.
pub(super) async fn create(asked: OnSession, form: Form) -> Result<Json<Token>, ApiError> {
    let (cx, id) = (&asked.cx, &asked.id);
    let session = match asked.session {
        Some(session) => live(cx, session)?,
        None => cx.store().glance(|tx| async move { find_live(cx, &tx, id).await }).await?,
    };
    refuse_organization(&form, "organization_id")?;
    Ok(Json(present::mint(&cx.tenant, &session, cx.origin.as_deref(), cx.now)?))
}
