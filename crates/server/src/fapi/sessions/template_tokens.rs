//! POST /v1/client/sessions/{session_id}/tokens/{template_name}

use nightdesk_wire::{ids::SessionId, token::Token};

use super::load::find_live;
use crate::{
    extract::{Cx, Path},
    present::{ApiError, Json, TemplateToken},
};

/// A fresh token of a live session, made by a template.
///
/// # Errors
/// 401 for a caller without a client or a session that is over, `resource_not_found` for session and template.
pub(super) async fn create(
    cx: Cx,
    Path((id, name)): Path<(SessionId, String)>,
) -> Result<Json<Token>, ApiError> {
    let (cx_ref, id, name) = (&cx, &id, &name);
    let read = cx.store().read(|tx| async move {
        let session = find_live(cx_ref, &tx, id).await?;
        TemplateToken::load(&tx, session, name).await
    });
    Ok(Json(read.await?.mint(&cx.minting())?))
}
