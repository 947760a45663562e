//! POST /v1/phone_numbers/{phone_number_id}/prepare_verification

use nightdesk_auth::model::ContactId;
use nightdesk_wire::{bapi::ContactVerification, ids::PhoneNumberId};

use super::find;
use crate::{
    ApiError,
    bapi::{contact_verification, cx::BackendCx},
    extract::Path,
    present::Json,
};

/// Sends a code to a number, for the backend to have tried.
///
/// # Errors
/// `resource_not_found`, `too_many_requests`, `service_unavailable`.
pub(crate) async fn prepare_verification(
    cx: BackendCx,
    Path(id): Path<PhoneNumberId>,
) -> Result<Json<ContactVerification>, ApiError> {
    let begun = cx.write(async |tx| {
        let number = find(&tx, cx.instance_id(), &id).await?;
        contact_verification::begin(&cx, &tx, ContactId::Number(number.id), &number.number).await
    });
    let (waiting, outgoing) = begun.await?;
    outgoing.send(&cx.app, &cx.tenant.instance).await?;
    Ok(Json(contact_verification::present(&waiting, cx.now)))
}
