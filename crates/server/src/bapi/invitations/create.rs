//! POST /v1/invitations

use nightdesk_store::invitations;
use nightdesk_wire::bapi;

use super::{check_new, present_invitation, send, wanted::Wanted};
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    present::Json,
};

/// Invites an address, by e-mail unless `notify` says no.
///
/// # Errors
/// `form_identifier_exists`, `duplicate_record`, `form_param_missing`, `form_param_format_invalid`,
/// `form_param_value_invalid`, `service_unavailable`.
pub(crate) async fn create(cx: BackendCx, body: Body) -> Result<Json<bapi::Invitation>, ApiError> {
    let wanted = Wanted::read(&cx, body)?;
    let (invitation, now) = (&wanted.invitation, cx.now);
    let store = cx.write(async |tx| {
        if !wanted.ignore_existing {
            check_new(&tx, &invitation.instance_id, &invitation.email_address, now).await?;
        }
        Ok(invitations::insert(&tx, invitation).await?)
    });
    store.await?;
    if wanted.notify {
        send(&cx, invitation).await?;
    }
    Ok(Json(present_invitation(&cx.tenant, invitation, now)?))
}
