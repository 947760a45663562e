//! Proof of the mailbox and of the telephone.

use nightdesk_wire::time::UnixMs;

use crate::{
    Refusal, code,
    email_link::{self, Outcome, Place},
    model::{Link, Settings, SignUp, SignUpStatus, Strategy, Verification},
    refusal::Field,
    sign_in::by_phone,
    sign_up::{missing_fields, unverified_fields},
};

/// Where a code by this strategy goes.
///
/// # Errors
/// [`Refusal::Missing`] without an address or number.
pub fn recipient(sign_up: &SignUp, strategy: Strategy) -> Result<&str, Refusal> {
    let (given, field) = if by_phone(strategy) {
        (&sign_up.phone_number, Field::PhoneNumber)
    } else {
        (&sign_up.email_address, Field::EmailAddress)
    };
    given.as_deref().ok_or(Refusal::Missing(field))
}

/// Sends a code: the sign-up now waits for it.
///
/// # Errors
/// [`Refusal::Missing`] without an address or number, [`Refusal::AlreadyVerified`], [`Refusal::AttemptOver`],
/// [`Refusal::TooManyCodes`].
pub fn prepare_code(
    sign_up: &mut SignUp,
    strategy: Strategy,
    code: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    runs(sign_up, now)?;
    recipient(sign_up, strategy)?;
    let before = proof(sign_up, strategy).clone();
    if before.as_ref().is_some_and(Verification::is_verified) {
        return Err(Refusal::AlreadyVerified);
    }
    let prepared = code::prepare(sign_up.id.as_str(), strategy, code, before.as_ref(), now)?;
    *proof(sign_up, strategy) = Some(prepared);
    sign_up.updated_at = now;
    Ok(())
}

/// Tries a code. The sign-up changes either way and must be stored either way.
///
/// # Errors
/// [`Refusal::AttemptOver`], and what is wrong with the code.
pub fn attempt_code(
    sign_up: &mut SignUp,
    strategy: Strategy,
    typed: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    runs(sign_up, now)?;
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(Field::Code));
    }
    sign_up.updated_at = now;
    let id = sign_up.id.clone();
    let waiting = proof(sign_up, strategy).as_mut().filter(|waiting| waiting.strategy == strategy);
    code::attempt(waiting.ok_or(Refusal::NothingPrepared)?, id.as_str(), typed, now)
}

/// Sends a link to the address: the sign-up now waits for it.
///
/// # Errors
/// As [`prepare_code`].
pub fn prepare_link(sign_up: &mut SignUp, secret: &str, link: Link, now: UnixMs) -> Result<(), Refusal> {
    prepare_code(sign_up, Strategy::EmailLink, secret, now)?;
    if let Some(prepared) = &mut sign_up.email_verification {
        prepared.link = Some(link);
    }
    Ok(())
}

/// Follows a link. The sign-up changes only if it was the right one, in time and in place.
pub fn follow_link(
    sign_up: &mut SignUp,
    secret: &str,
    place: Place<'_>,
    same_client: bool,
    now: UnixMs,
) -> Outcome {
    let runs = runs(sign_up, now).is_ok();
    let Some(waiting) = sign_up.email_verification.as_mut().filter(|_| runs) else { return Outcome::Failed };
    email_link::follow(waiting, sign_up.id.as_str(), secret, place, same_client, now)
}

/// Whether nothing is missing any more.
#[must_use]
pub fn is_ready(settings: &Settings, sign_up: &SignUp) -> bool {
    sign_up.status == SignUpStatus::MissingRequirements
        && missing_fields(settings, sign_up).is_empty()
        && unverified_fields(sign_up).is_empty()
}

/// The proof that a strategy is for.
const fn proof(sign_up: &mut SignUp, strategy: Strategy) -> &mut Option<Verification> {
    if by_phone(strategy) { &mut sign_up.phone_verification } else { &mut sign_up.email_verification }
}

pub(crate) fn runs(sign_up: &SignUp, now: UnixMs) -> Result<(), Refusal> {
    match sign_up.status {
        SignUpStatus::MissingRequirements if now < sign_up.abandon_at => Ok(()),
        SignUpStatus::Complete => Err(Refusal::AlreadyVerified),
        SignUpStatus::MissingRequirements | SignUpStatus::Abandoned => Err(Refusal::AttemptOver),
    }
}
