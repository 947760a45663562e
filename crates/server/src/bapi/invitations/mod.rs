//! /v1/invitations

mod bulk;
mod create;
mod list;
mod revoke;
mod wanted;

pub(crate) use bulk::bulk;
pub(crate) use create::create;
pub(crate) use list::list;
pub(crate) use revoke::revoke;
pub(super) use wanted::default_invitation;

use axum::http::StatusCode;
use nightdesk_auth::{
    Refusal,
    model::{Invitation, InvitationStatus},
    refusal::Field,
    ticket::{self, Ticket},
};
use nightdesk_notify::{About, Kind, SendError};
use nightdesk_store::{Tx, email_addresses, invitations};
use nightdesk_wire::{bapi, codes::ErrorCode, ids::InstanceId, time::UnixMs};

use super::cx::BackendCx;
use crate::{ApiError, Tenant, messages};

/// Refuses an address that somebody has, or that is invited already.
///
/// # Errors
/// `form_identifier_exists`, `duplicate_record`.
pub(super) async fn check_new(
    tx: &Tx,
    instance: &InstanceId,
    address: &str,
    now: UnixMs,
) -> Result<(), ApiError> {
    let holder = email_addresses::find_by_address(tx, instance, address).await?;
    if nightdesk_auth::email_address::is_taken(holder.as_ref()) {
        return Err(Refusal::IdentifierTaken(Field::EmailAddress).into());
    }
    if invitations::find_open(tx, instance, address, now).await?.is_some() {
        let text = "There is an invitation for this address that can still be used.";
        let code = ErrorCode::DuplicateRecord;
        return Err(ApiError::new(StatusCode::BAD_REQUEST, code, "duplicate record", text));
    }
    Ok(())
}

/// The link in an invitation, which anybody can follow who has it.
fn url(tenant: &Tenant, invitation: &Invitation) -> Result<String, ApiError> {
    let ticket = Ticket::Invitation(invitation.id.clone());
    let key = tenant.hmac_key();
    let text = ticket::write(&ticket, &invitation.instance_id, invitation.expires_at, key)?;
    Ok(ticket::accept_url(&tenant.instance, &text))
}

/// Sends an invitation that is stored. If it cannot be sent it is taken back, so that it can be made again.
///
/// # Errors
/// `service_unavailable`, `instance_not_served`, or `form_param_format_invalid` for an address that takes no mail.
pub(super) async fn send(cx: &BackendCx, invitation: &Invitation) -> Result<(), ApiError> {
    let instance = &cx.tenant.instance;
    let url = url(&cx.tenant, invitation)?;
    let lifetime_secs = u64::try_from(invitation.expires_at.millis_since(cx.now) / 1000).unwrap_or(0);
    let about = About::Link { url: &url, lifetime_secs };
    let message = messages::write(&cx.app, instance, Kind::Invitation, &invitation.email_address, about);
    let Some(message) = message.await? else { return Ok(()) };
    let Err(error) = cx.app.send(instance, message).await else { return Ok(()) };
    let (status, now) = (InvitationStatus::Revoked, cx.now);
    cx.write(async |tx| Ok(invitations::end(&tx, &instance.id, &invitation.id, status, now).await?)).await?;
    Err(match error {
        SendError::NotServed => ApiError::instance_not_served(),
        SendError::Unavailable(_) => ApiError::unavailable(
            &error,
            "The invitation could not be sent just now, and is not made. Try again.",
        ),
        SendError::Address | SendError::Refused(_) => {
            tracing::warn!(%error, "an invitation could not be delivered");
            ApiError::param(
                ErrorCode::FormParamFormatInvalid,
                "email_address",
                "No e-mail can be sent to this address.",
            )
        }
    })
}

/// An invitation as backends see it, with its link while that is of use.
///
/// # Errors
/// If the link cannot be signed.
pub(super) fn present_invitation(
    tenant: &Tenant,
    stored: &Invitation,
    now: UnixMs,
) -> Result<bapi::Invitation, ApiError> {
    let status = match stored.status {
        InvitationStatus::Pending if stored.expires_at <= now => bapi::InvitationStatus::Expired,
        InvitationStatus::Pending => bapi::InvitationStatus::Pending,
        InvitationStatus::Accepted => bapi::InvitationStatus::Accepted,
        InvitationStatus::Revoked => bapi::InvitationStatus::Revoked,
    };
    let is_open = status == bapi::InvitationStatus::Pending;
    Ok(bapi::Invitation {
        id: stored.id.clone(),
        email_address: stored.email_address.clone(),
        public_metadata: stored.public_metadata.clone(),
        revoked: stored.status == InvitationStatus::Revoked,
        status,
        url: is_open.then(|| url(tenant, stored)).transpose()?,
        expires_at: Some(stored.expires_at),
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    })
}
