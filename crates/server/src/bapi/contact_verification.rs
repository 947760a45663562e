//! Codes that a backend sends to a contact of a user, and has tried, by itself: what addresses and numbers have in common.

use nightdesk_auth::{
    backend_verification, code,
    model::{BackendVerification, ContactId, VerificationStatus},
};
use nightdesk_store::{Tx, backend_verifications};
use nightdesk_wire::{bapi::ContactVerification, ids::VerificationId, time::UnixMs, verification as wire};

use super::{body::Body, cx::BackendCx};
use crate::{ApiError, delivery::Outgoing};

/// Notes a new verification of a contact that is reached at `to`.
///
/// # Errors
/// `too_many_requests`.
pub(super) async fn begin(
    cx: &BackendCx,
    tx: &Tx,
    contact: ContactId,
    to: &str,
) -> Result<(BackendVerification, Outgoing), ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let old = now.plus_secs(-backend_verification::WINDOW_SECS);
    backend_verifications::forget(tx, instance, &contact, old).await?;
    let sent = backend_verifications::count(tx, instance, &contact).await?;
    let new_code = code::generate(&cx.tenant.instance, to, cx.app.rng());
    let id = VerificationId::generate(now, cx.random());
    let is_address = matches!(contact, ContactId::Address(_));
    let waiting = backend_verification::prepare(id, instance.clone(), contact, &new_code.code, sent, now)?;
    backend_verifications::insert(tx, &waiting).await?;
    let to = to.to_owned();
    let outgoing = if is_address { Outgoing::mail(to, new_code) } else { Outgoing::sms(to, new_code) };
    Ok((waiting, outgoing))
}

/// What a body says about an attempt.
pub(super) struct Attempt {
    id: VerificationId,
    code: String,
}

impl Attempt {
    /// Reads `verification_id` and `code`.
    ///
    /// # Errors
    /// `form_param_missing`, `resource_not_found` for a text that is no such id.
    pub(super) fn read(mut body: Body) -> Result<Self, ApiError> {
        let id = body.required_text("verification_id")?;
        let code = body.required_text("code")?;
        body.finish()?;
        Ok(Self { id: VerificationId::parse(id).map_err(|_| not_found())?, code })
    }

    /// Tries the code. A wrong one is no error, and counts.
    ///
    /// # Errors
    /// `resource_not_found` if it is no verification of this contact, `verification_already_verified`.
    pub(super) async fn make(
        &self,
        cx: &BackendCx,
        tx: &Tx,
        contact: &ContactId,
    ) -> Result<(BackendVerification, VerificationStatus), ApiError> {
        let found = backend_verifications::find(tx, cx.instance_id(), &self.id).await?;
        let mut waiting = found.filter(|found| found.contact == *contact).ok_or_else(not_found)?;
        let status = backend_verification::attempt(&mut waiting, &self.code, cx.now)?;
        backend_verifications::update(tx, &waiting).await?;
        Ok((waiting, status))
    }
}

fn not_found() -> ApiError {
    ApiError::not_found("The verification")
}

/// The verification, as backends see it.
pub(super) fn present(waiting: &BackendVerification, now: UnixMs) -> ContactVerification {
    let (strategy, channel) = match waiting.contact {
        ContactId::Address(_) => (wire::OtpStrategy::EmailCode, None),
        ContactId::Number(_) => (wire::OtpStrategy::PhoneCode, Some("sms")),
    };
    ContactVerification {
        id: waiting.id.clone(),
        status: match waiting.verification.status_at(now) {
            VerificationStatus::Unverified => wire::VerificationStatus::Unverified,
            VerificationStatus::Verified => wire::VerificationStatus::Verified,
            VerificationStatus::Failed | VerificationStatus::Transferable => wire::VerificationStatus::Failed,
            VerificationStatus::Expired => wire::VerificationStatus::Expired,
        },
        strategy,
        attempts: waiting.verification.attempts,
        expire_at: waiting.verification.expire_at,
        channel,
    }
}
