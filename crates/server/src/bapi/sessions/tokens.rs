//! POST /v1/sessions/{session_id}/tokens

use nightdesk_auth::session_token;
use nightdesk_wire::{codes::ErrorCode, ids::SessionId, token::Token};

use super::{BackendCx, find, not_found};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json};

/// Longest life the contract allows, ten years.
const MAX_SECS: i64 = 315_360_000;
const MIN_SECS: i64 = 30;

/// Mints a token of a live session, with the instance's lifetime or the one asked for.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid`.
pub(crate) async fn tokens(
    cx: BackendCx,
    Path(id): Path<SessionId>,
    body: Body,
) -> Result<Json<Token>, ApiError> {
    let life_secs = life_secs(body)?;
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    if !found.is_live(cx.now) {
        return Err(not_found());
    }
    let tenant = &cx.tenant;
    let mut claims = session_token::claims(&tenant.instance, &tenant.issuer, &found, None, cx.now);
    if let Some(secs) = life_secs {
        claims.exp = claims.iat + secs;
    }
    let jwt = tenant.signing_key().sign(&session_token::header(&tenant.instance, cx.now), &claims)?;
    Ok(Json(Token { jwt }))
}

/// Reads the body of a mint: the life asked for, or none.
pub(super) fn life_secs(mut body: Body) -> Result<Option<i64>, ApiError> {
    let secs = body.number("expires_in_seconds")?;
    body.finish()?;
    if secs.is_some_and(|secs| !(MIN_SECS..=MAX_SECS).contains(&secs)) {
        let text = format!("expires_in_seconds must be between {MIN_SECS} and {MAX_SECS}.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "expires_in_seconds", text));
    }
    Ok(secs)
}
