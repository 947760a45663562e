//! POST /v1/sessions/{session_id}/tokens/{template_name}

use nightdesk_wire::{ids::SessionId, token::Token};

use super::{BackendCx, find, not_found, tokens::life_secs};
use crate::{
    ApiError,
    bapi::body::Body,
    extract::Path,
    present::{Json, Minting, TemplateToken},
};

/// Mints a token of a live session by a template, with the template's lifetime or the one asked for.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid`.
pub(crate) async fn template_token(
    cx: BackendCx,
    Path((id, name)): Path<(SessionId, String)>,
    body: Body,
) -> Result<Json<Token>, ApiError> {
    let life_secs = life_secs(body)?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let read = cx.read(async |tx| {
        let session = find(&tx, instance, &id).await?;
        if session.is_live(now) { TemplateToken::load(&tx, session, &name).await } else { Err(not_found()) }
    });
    let token = read.await?;
    let minting = Minting { tenant: &cx.tenant, origin: None, life_secs, now, random: cx.random() };
    Ok(Json(token.mint(&minting)?))
}
