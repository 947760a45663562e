//! Joining the waitlist, the same for both APIs.

use nightdesk_auth::model::{WaitlistEntry, WaitlistStatus};
use nightdesk_notify::{About, Kind};
use nightdesk_store::{Tx, waitlist_entries};
use nightdesk_wire::{
    ids::{InstanceId, WaitlistEntryId},
    time::UnixMs,
};

use crate::{ApiError, App, Tenant, delivery};

/// Puts an address on the list. If it is there already its entry is the answer, and `true` says so.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn join(
    tx: &Tx,
    instance: &InstanceId,
    id: WaitlistEntryId,
    address: &str,
    now: UnixMs,
) -> Result<(WaitlistEntry, bool), ApiError> {
    if let Some(known) = waitlist_entries::find_by_address(tx, instance, address).await? {
        return Ok((known, true));
    }
    let entry = WaitlistEntry {
        id,
        instance_id: instance.clone(),
        email_address: address.to_owned(),
        status: WaitlistStatus::Pending,
        invitation_id: None,
        invited_at: None,
        created_at: now,
        updated_at: now,
    };
    waitlist_entries::insert(tx, &entry).await?;
    Ok((entry, false))
}

/// Tells somebody that they are on the list. It is a courtesy: if it fails they are on it all the same.
pub(crate) async fn confirm(app: &App, tenant: &Tenant, address: &str) {
    delivery::tell(app, &tenant.instance, Kind::WaitlistConfirmation, address, About::Nothing).await;
}
