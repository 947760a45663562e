//! POST /v1/client/sessions/{session_id}/tokens

use nightdesk_wire::{ids::SessionId, token::Token};

use super::load::{find_live, refuse_organization};
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Json},
};

/// A fresh token of a live session. Nothing is written: this is the request that is made most.
///
/// # Errors
/// 401 for a caller without a client or a session that is over, `resource_not_found` for session and organization.
pub(super) async fn create(cx: Cx, Path(id): Path<SessionId>, form: Form) -> Result<Json<Token>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let session = cx.store().glance(|tx| async move { find_live(cx_ref, &tx, id).await }).await?;
    refuse_organization(&form, "organization_id")?;
    Ok(Json(present::mint(&cx.tenant, &session, cx.origin.as_deref(), cx.now)?))
}
