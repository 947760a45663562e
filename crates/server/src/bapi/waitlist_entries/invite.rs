//! POST /v1/waitlist_entries/{waitlist_entry_id}/invite

use nightdesk_auth::model::{InvitationStatus, WaitlistStatus};
use nightdesk_store::{invitations, waitlist_entries};
use nightdesk_wire::{bapi, ids::WaitlistEntryId};

use super::{find, present_entry, settled};
use crate::{
    ApiError,
    bapi::{
        body::Body,
        cx::BackendCx,
        invitations::{check_new, default_invitation, send},
    },
    extract::Path,
    present::Json,
};

/// Invites somebody who waits, by e-mail. A former invitation is good no more.
///
/// # Errors
/// `resource_not_found`, `waitlist_entry_not_pending` if there is an account already; `duplicate_record` or
/// `form_identifier_exists` unless `ignore_existing` is set; `service_unavailable`.
pub(crate) async fn invite(
    cx: BackendCx,
    Path(id): Path<WaitlistEntryId>,
    mut body: Body,
) -> Result<Json<bapi::WaitlistEntry>, ApiError> {
    let ignore_existing = body.switch("ignore_existing")?.unwrap_or(false);
    body.finish()?;
    let (instance, now, cx_ref) = (cx.instance_id(), cx.now, &cx);
    let address = cx.read(async |tx| Ok(find(&tx, instance, &id).await?.email_address)).await?;
    let invitation = default_invitation(&cx, &address);
    let store = cx.write(async |tx| {
        let mut entry = find(&tx, instance, &id).await?;
        if entry.status == WaitlistStatus::Completed {
            return Err(settled("There is an account of this address, so it cannot be invited"));
        }
        if !ignore_existing {
            check_new(&tx, instance, &address, now).await?;
        }
        // Only one is taken back if they are turned down later.
        if let Some(former) = &entry.invitation_id {
            invitations::end(&tx, instance, former, InvitationStatus::Revoked, now).await?;
        }
        invitations::insert(&tx, &invitation).await?;
        entry.status = WaitlistStatus::Invited;
        entry.invitation_id = Some(invitation.id.clone());
        entry.invited_at = Some(now);
        entry.updated_at = now;
        waitlist_entries::update(&tx, &entry).await?;
        present_entry(cx_ref, &tx, &entry).await
    });
    let entry = store.await?;
    send(&cx, &invitation).await?;
    Ok(Json(entry))
}
