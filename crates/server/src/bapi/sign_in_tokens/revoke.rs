//! POST /v1/sign_in_tokens/{sign_in_token_id}/revoke

use axum::http::StatusCode;
use nightdesk_store::sign_in_tokens;
use nightdesk_wire::{bapi, codes::ErrorCode, ids::SignInTokenId};

use super::present_token;
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

/// Takes a ticket back before it is used.
///
/// # Errors
/// `resource_not_found`, `sign_in_token_cannot_be_revoked`.
pub(crate) async fn revoke(
    cx: BackendCx,
    Path(id): Path<SignInTokenId>,
) -> Result<Json<bapi::SignInToken>, ApiError> {
    let not_found = || ApiError::not_found("The sign-in token");
    let (instance, now) = (cx.instance_id(), cx.now);
    let revoked = cx.write(async |tx| {
        if let Some(token) = sign_in_tokens::revoke(&tx, instance, &id, now).await? {
            return Ok(token);
        }
        let known = sign_in_tokens::find(&tx, instance, &id).await?;
        Err(known.map_or_else(not_found, |_| {
            ApiError::new(
                StatusCode::BAD_REQUEST,
                ErrorCode::SignInTokenCannotBeRevoked,
                "cannot be revoked",
                "Only pending sign-in tokens can be revoked; this one was used or revoked already.",
            )
        }))
    });
    Ok(Json(present_token(&revoked.await?, None, None)))
}
