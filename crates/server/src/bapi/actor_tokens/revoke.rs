//! POST /v1/actor_tokens/{actor_token_id}/revoke

use axum::http::StatusCode;
use nightdesk_auth::model::TicketStatus;
use nightdesk_store::actor_tokens;
use nightdesk_wire::{bapi, codes::ErrorCode, ids::ActorTokenId};

use super::{BackendCx, present_token};
use crate::{ApiError, extract::Path, present::Json};

/// Takes a ticket back before it is used.
///
/// # Errors
/// `resource_not_found`, `actor_token_cannot_be_revoked`.
pub(super) async fn revoke(
    cx: BackendCx,
    Path(id): Path<ActorTokenId>,
) -> Result<Json<bapi::ActorToken>, ApiError> {
    let not_found = || ApiError::not_found("The actor token");
    let (instance, now) = (cx.instance_id(), cx.now);
    let revoked = cx.write(async |tx| {
        if let Some(token) = actor_tokens::settle(&tx, instance, &id, TicketStatus::Revoked, now).await? {
            return Ok(token);
        }
        let known = actor_tokens::find(&tx, instance, &id).await?;
        Err(known.map_or_else(not_found, |_| {
            ApiError::new(
                StatusCode::BAD_REQUEST,
                ErrorCode::ActorTokenCannotBeRevoked,
                "cannot be revoked",
                "Only pending actor tokens can be revoked; this one was used or revoked already.",
            )
        }))
    });
    Ok(Json(present_token(revoked.await?, None, None)))
}
