//! POST /v1/invitations/bulk

use nightdesk_store::invitations;
use nightdesk_wire::{bapi, codes::ErrorCode};

use super::{check_new, present_invitation, send, wanted::Wanted};
use crate::{
    ApiError,
    bapi::{body::Bodies, cx::BackendCx},
    present::Json,
};

/// Most invitations of one request, as the contract has it.
const MAX_INVITATIONS: usize = 10;

/// Invites several addresses, all or none.
///
/// # Errors
/// As `POST /v1/invitations`.
pub(crate) async fn bulk(
    cx: BackendCx,
    Bodies(bodies): Bodies,
) -> Result<Json<Vec<bapi::Invitation>>, ApiError> {
    if !(1..=MAX_INVITATIONS).contains(&bodies.len()) {
        let text = format!("Between 1 and {MAX_INVITATIONS} invitations can be made at once.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "invitations", text));
    }
    let wanted = bodies.into_iter().map(|body| Wanted::read(&cx, body)).collect::<Result<Vec<_>, _>>()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let store = cx.write(async |tx| {
        for Wanted { invitation, ignore_existing, .. } in &wanted {
            if !ignore_existing {
                check_new(&tx, instance, &invitation.email_address, now).await?;
            }
            invitations::insert(&tx, invitation).await?;
        }
        Ok(())
    });
    store.await?;
    for invitation in wanted.iter().filter(|wanted| wanted.notify).map(|wanted| &wanted.invitation) {
        send(&cx, invitation).await?;
    }
    let made = wanted.iter().map(|wanted| present_invitation(&cx.tenant, &wanted.invitation, now));
    Ok(Json(made.collect::<Result<_, _>>()?))
}
