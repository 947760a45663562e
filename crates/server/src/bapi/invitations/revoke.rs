//! POST /v1/invitations/{invitation_id}/revoke

use axum::http::StatusCode;
use nightdesk_auth::model::InvitationStatus;
use nightdesk_store::invitations;
use nightdesk_wire::{bapi, codes::ErrorCode, ids::InvitationId};

use super::present_invitation;
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

/// Takes an invitation back before it is used.
///
/// # Errors
/// `resource_not_found`, `invitation_already_accepted`, `invitation_already_revoked`.
pub(crate) async fn revoke(
    cx: BackendCx,
    Path(id): Path<InvitationId>,
) -> Result<Json<bapi::Invitation>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let revoked = cx.write(async |tx| {
        if let Some(revoked) = invitations::end(&tx, instance, &id, InvitationStatus::Revoked, now).await? {
            return Ok(revoked);
        }
        let known = invitations::find(&tx, instance, &id).await?;
        let known = known.ok_or_else(|| ApiError::not_found("The invitation"))?;
        let code = match known.status {
            InvitationStatus::Accepted => ErrorCode::InvitationAlreadyAccepted,
            InvitationStatus::Pending | InvitationStatus::Revoked => ErrorCode::InvitationAlreadyRevoked,
        };
        let text = "Only pending invitations can be revoked; this one was used or revoked already.";
        Err(ApiError::new(StatusCode::BAD_REQUEST, code, "cannot be revoked", text))
    });
    Ok(Json(present_invitation(&cx.tenant, &revoked.await?, now)?))
}
