//! POST /v1/email_addresses/{email_address_id}/prepare_verification

use nightdesk_auth::model::ContactId;
use nightdesk_wire::{bapi::ContactVerification, ids::EmailAddressId};

use super::find;
use crate::{
    ApiError,
    bapi::{contact_verification, cx::BackendCx},
    extract::Path,
    present::Json,
};

/// Sends a code to an address, for the backend to have tried.
///
/// # Errors
/// `resource_not_found`, `too_many_requests`, `service_unavailable`.
pub(crate) async fn prepare_verification(
    cx: BackendCx,
    Path(id): Path<EmailAddressId>,
) -> Result<Json<ContactVerification>, ApiError> {
    let begun = cx.write(async |tx| {
        let address = find(&tx, cx.instance_id(), &id).await?;
        contact_verification::begin(&cx, &tx, ContactId::Address(address.id), &address.address).await
    });
    let (waiting, outgoing) = begun.await?;
    outgoing.send(&cx.app, &cx.tenant.instance).await?;
    Ok(Json(contact_verification::present(&waiting, cx.now)))
}
