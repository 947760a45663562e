//! POST /v1/waitlist_entries/{waitlist_entry_id}/reject

use nightdesk_auth::model::{InvitationStatus, WaitlistStatus};
use nightdesk_store::{invitations, waitlist_entries};
use nightdesk_wire::{bapi, ids::WaitlistEntryId};

use super::{find, present_entry, settled};
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

/// Turns somebody down who waits, and takes back an invitation that went out.
///
/// # Errors
/// `resource_not_found`, `waitlist_entry_not_pending` if there is an account already.
pub(crate) async fn reject(
    cx: BackendCx,
    Path(id): Path<WaitlistEntryId>,
) -> Result<Json<bapi::WaitlistEntry>, ApiError> {
    let (instance, now, cx_ref) = (cx.instance_id(), cx.now, &cx);
    let rejected = cx.write(async |tx| {
        let mut entry = find(&tx, instance, &id).await?;
        if entry.status == WaitlistStatus::Completed {
            return Err(settled("There is an account of this address, so it cannot be turned down"));
        }
        if let Some(invitation) = &entry.invitation_id {
            invitations::end(&tx, instance, invitation, InvitationStatus::Revoked, now).await?;
        }
        entry.status = WaitlistStatus::Rejected;
        entry.updated_at = now;
        waitlist_entries::update(&tx, &entry).await?;
        present_entry(cx_ref, &tx, &entry).await
    });
    Ok(Json(rejected.await?))
}
