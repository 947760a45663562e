//! POST /v1/phone_numbers/{phone_number_id}/attempt_verification

use nightdesk_auth::model::{ContactId, Strategy, Verification, VerificationStatus};
use nightdesk_wire::{bapi::ContactVerification, ids::PhoneNumberId};

use super::{Wishes, find, settle};
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

/// Tries a code that was sent to a number. A right one verifies the number too, and never signs anybody in.
///
/// # Errors
/// `resource_not_found`, `form_param_missing`, `verification_already_verified`.
pub(crate) async fn attempt_verification(
    cx: BackendCx,
    Path(id): Path<PhoneNumberId>,
    body: Body,
) -> Result<Json<ContactVerification>, ApiError> {
    let attempt = Attempt::read(body)?;
    let attempted = cx.write(async |tx| {
        let mut number = find(&tx, cx.instance_id(), &id).await?;
        let contact = ContactId::Number(id.clone());
        let (waiting, status) = attempt.make(&cx, &tx, &contact).await?;
        if status == VerificationStatus::Verified && !number.is_verified() {
            number.verification = Some(Verification::verified(Strategy::PhoneCode));
            number.updated_at = cx.now;
            settle(&tx, &number, Wishes::default(), cx.now).await?;
        }
        Ok(waiting)
    });
    Ok(Json(contact_verification::present(&attempted.await?, cx.now)))
}
