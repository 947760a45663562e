//! /v1/waitlist_entries

mod bulk;
mod create;
mod delete;
mod invite;
mod list;
mod reject;

pub(crate) use bulk::bulk;
pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use invite::invite;
pub(crate) use list::list;
pub(crate) use reject::reject;

use axum::http::StatusCode;
use nightdesk_auth::{identifier, model::WaitlistEntry};
use nightdesk_store::{Tx, invitations, waitlist_entries};
use nightdesk_wire::{
    bapi,
    codes::ErrorCode,
    ids::{InstanceId, WaitlistEntryId},
};

use super::{body::Body, cx::BackendCx, invitations::present_invitation};
use crate::ApiError;

async fn find(tx: &Tx, instance: &InstanceId, id: &WaitlistEntryId) -> Result<WaitlistEntry, ApiError> {
    let entry = waitlist_entries::find(tx, instance, id).await?;
    entry.ok_or_else(|| ApiError::not_found("The waitlist entry"))
}

/// The answer to what cannot be done with an entry any more.
fn settled(what: &str) -> ApiError {
    let code = ErrorCode::WaitlistEntryNotPending;
    ApiError::new(StatusCode::CONFLICT, code, "not pending", format!("{what} any more."))
}

/// Who is to be put on the list, and whether they are told.
struct Wanted {
    address: String,
    notify: bool,
}

impl Wanted {
    fn read(mut body: Body) -> Result<Self, ApiError> {
        let address = body.required_text("email_address")?;
        let address = identifier::email_address(&address)?.to_owned();
        let notify = body.switch("notify")?.unwrap_or(true);
        body.finish()?;
        Ok(Self { address, notify })
    }
}

/// An entry as backends see it, with the invitation that went out last.
async fn present_entry(
    cx: &BackendCx,
    tx: &Tx,
    stored: &WaitlistEntry,
) -> Result<bapi::WaitlistEntry, ApiError> {
    let invitation = match &stored.invitation_id {
        Some(id) => invitations::find(tx, &stored.instance_id, id).await?,
        None => None,
    };
    let invitation = invitation.map(|stored| present_invitation(&cx.tenant, &stored, cx.now)).transpose()?;
    Ok(bapi::WaitlistEntry {
        id: stored.id.clone(),
        email_address: stored.email_address.clone(),
        status: stored.status.as_str(),
        is_locked: false,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
        invitation,
    })
}
