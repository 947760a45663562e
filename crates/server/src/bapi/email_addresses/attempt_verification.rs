//! POST /v1/email_addresses/{email_address_id}/attempt_verification

use nightdesk_auth::model::{ContactId, Strategy, Verification, VerificationStatus};
use nightdesk_store::email_addresses;
use nightdesk_wire::{bapi::ContactVerification, ids::EmailAddressId};

use super::{find, touch_user};
use crate::{
    ApiError,
    bapi::{
        body::Body,
        contact_verification::{self, Attempt},
        cx::BackendCx,
    },
    extract::Path,
    present::Json,
};

/// Tries a code that was sent to an address. A right one verifies the address too, and never signs anybody in.
///
/// # Errors
/// `resource_not_found`, `form_param_missing`, `verification_already_verified`.
pub(crate) async fn attempt_verification(
    cx: BackendCx,
    Path(id): Path<EmailAddressId>,
    body: Body,
) -> Result<Json<ContactVerification>, ApiError> {
    let attempt = Attempt::read(body)?;
    let attempted = cx.write(async |tx| {
        let mut address = find(&tx, cx.instance_id(), &id).await?;
        let contact = ContactId::Address(id.clone());
        let (waiting, status) = attempt.make(&cx, &tx, &contact).await?;
        if status == VerificationStatus::Verified && !address.is_verified() {
            address.verification = Some(Verification::verified(Strategy::EmailCode));
            address.updated_at = cx.now;
            email_addresses::update(&tx, &address).await?;
            touch_user(&tx, &address, false, cx.now).await?;
        }
        Ok(waiting)
    });
    Ok(Json(contact_verification::present(&attempted.await?, cx.now)))
}
