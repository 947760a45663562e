//! Proof of the mailbox.

use nightdesk_wire::time::UnixMs;

use crate::{
    Refusal, code,
    model::{SignUp, SignUpStatus, Verification},
    refusal::Field,
    sign_up::{missing_fields, unverified_fields},
};

/// Sends a code: the sign-up now waits for it.
///
/// # Errors
/// [`Refusal::Missing`] without an address, [`Refusal::AlreadyVerified`], [`Refusal::AttemptOver`],
/// [`Refusal::TooManyCodes`].
pub fn prepare_code(sign_up: &mut SignUp, code: &str, now: UnixMs) -> Result<(), Refusal> {
    runs(sign_up, now)?;
    if sign_up.email_address.is_none() {
        return Err(Refusal::Missing(Field::EmailAddress));
    }
    let before = sign_up.email_verification.as_ref();
    if before.is_some_and(Verification::is_verified) {
        return Err(Refusal::AlreadyVerified);
    }
    sign_up.email_verification = Some(code::prepare(sign_up.id.as_str(), code, None, before, now)?);
    sign_up.updated_at = now;
    Ok(())
}

/// Tries a code. The sign-up changes either way and must be stored either way.
///
/// # Errors
/// [`Refusal::AttemptOver`], and what is wrong with the code.
pub fn attempt_code(sign_up: &mut SignUp, typed: &str, now: UnixMs) -> Result<(), Refusal> {
    runs(sign_up, now)?;
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(Field::Code));
    }
    let verification = sign_up.email_verification.as_mut().ok_or(Refusal::NothingPrepared)?;
    sign_up.updated_at = now;
    code::attempt(verification, sign_up.id.as_str(), typed, now)
}

/// Whether nothing is missing any more.
#[must_use]
pub fn is_ready(sign_up: &SignUp) -> bool {
    sign_up.status == SignUpStatus::MissingRequirements
        && missing_fields(sign_up).is_empty()
        && unverified_fields(sign_up).is_empty()
}

pub(super) fn runs(sign_up: &SignUp, now: UnixMs) -> Result<(), Refusal> {
    match sign_up.status {
        SignUpStatus::MissingRequirements if now < sign_up.abandon_at => Ok(()),
        SignUpStatus::Complete => Err(Refusal::AlreadyVerified),
        SignUpStatus::MissingRequirements | SignUpStatus::Abandoned => Err(Refusal::AttemptOver),
    }
}
