//! The second factor of a sign-in is prepared and tried.

use nightdesk_wire::time::UnixMs;

use super::attempt::Step;
use crate::{
    Refusal,
    contacts::{Contacts, Recipient},
    lockout,
    model::{EmailAddress, PhoneNumber, Settings, SignIn, SignInStatus, Strategy, User},
    refusal::Field,
    second_factor,
};

/// A way to prove the second factor.
#[derive(Debug, Clone, Copy)]
pub enum SecondFactor<'a> {
    Totp,
    BackupCode,
    /// A code sent by SMS.
    PhoneCode {
        number: &'a PhoneNumber,
    },
    /// A code sent by e-mail.
    EmailCode {
        address: &'a EmailAddress,
        primary: bool,
    },
}

/// The second factors of a user whose first was proved by this strategy, the ones to offer first in front.
#[must_use]
pub fn second_factors<'a>(
    settings: &Settings,
    first: Option<Strategy>,
    user: &User,
    contacts: Contacts<'a>,
) -> Vec<SecondFactor<'a>> {
    let held = &user.second_factors;
    let totp = held.totp_enabled().then_some(SecondFactor::Totp);
    let phones = numbers(contacts).into_iter().map(|number| SecondFactor::PhoneCode { number });
    let mails = addresses(settings, first, user, contacts).into_iter().map(|address| {
        let primary = Some(&address.id) == user.primary_email_address_id.as_ref();
        SecondFactor::EmailCode { address, primary }
    });
    let codes = held.backup_codes.as_ref().is_some_and(|codes| !codes.unused.is_empty());
    let codes = codes.then_some(SecondFactor::BackupCode);
    totp.into_iter().chain(phones).chain(mails).chain(codes).collect()
}

/// The numbers that prove the second factor, the default one in front.
fn numbers(contacts: Contacts<'_>) -> Vec<&PhoneNumber> {
    let mut fit: Vec<_> = contacts.numbers.iter().filter(|number| number.is_second_factor()).collect();
    fit.sort_by_key(|number| !number.default_second_factor);
    fit
}

/// The addresses that prove the second factor, the primary one in front: none if the first was proved by mail, since
/// that would be the same proof again.
fn addresses<'a>(
    settings: &Settings,
    first: Option<Strategy>,
    user: &User,
    contacts: Contacts<'a>,
) -> Vec<&'a EmailAddress> {
    let by_mail =
        matches!(first, Some(Strategy::EmailCode | Strategy::EmailLink | Strategy::ResetPasswordEmailCode));
    if by_mail || !settings.email_code_second_factor || !settings.email_address.is_on() {
        return Vec::new();
    }
    let mut fit: Vec<_> = contacts.addresses.iter().filter(|address| address.is_verified()).collect();
    fit.sort_by_key(|address| Some(&address.id) != user.primary_email_address_id.as_ref());
    fit
}

/// Where a code for the second factor goes: to the contact asked for, else to the first of its kind.
///
/// # Errors
/// [`Refusal::Unfit`] for a contact that is none of the user's second factors; [`Refusal::StrategyUnfit`] if there is
/// none of the kind.
pub fn second_recipient<'a>(
    settings: &Settings,
    first: Option<Strategy>,
    user: &User,
    contacts: Contacts<'a>,
    strategy: Strategy,
    wanted: Option<&str>,
) -> Result<Recipient<'a>, Refusal> {
    let (fit, field): (Vec<Recipient<'a>>, Field) = match strategy {
        Strategy::PhoneCode => {
            (numbers(contacts).into_iter().map(Recipient::Number).collect(), Field::PhoneNumberId)
        }
        Strategy::EmailCode => {
            let fit = addresses(settings, first, user, contacts);
            (fit.into_iter().map(Recipient::Address).collect(), Field::EmailAddressId)
        }
        _ => return Err(Refusal::StrategyUnfit),
    };
    let first = fit.first().copied().ok_or(Refusal::StrategyUnfit)?;
    let Some(wanted) = wanted else { return Ok(first) };
    let is_wanted = |recipient: &&Recipient<'_>| match recipient {
        Recipient::Address(address) => address.id.as_str() == wanted,
        Recipient::Number(number) => number.id.as_str() == wanted,
    };
    fit.iter().find(is_wanted).copied().ok_or(Refusal::Unfit(field))
}

/// Sends a code: the second factor now waits for it.
///
/// # Errors
/// [`Refusal::NothingPrepared`] before the first factor, whatever keeps the user from trying, [`Refusal::TooManyCodes`].
pub fn prepare_second_factor(
    sign_in: &mut SignIn,
    user: &User,
    strategy: Strategy,
    recipient: Recipient<'_>,
    code: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits_for_second_factor(sign_in, now)?;
    lockout::may_try(user, now)?;
    let before = sign_in.second_factor.as_ref();
    let prepared = recipient.prepare(sign_in.id.as_str(), strategy, code, before, now)?;
    sign_in.second_factor = Some(prepared);
    sign_in.updated_at = now;
    Ok(())
}

/// Tries a second factor. Sign-in and user change either way and must be stored either way.
///
/// # Errors
/// [`Refusal::NothingPrepared`] before the first factor or without a code, whatever keeps the user from trying,
/// [`Refusal::StrategyUnfit`] for a factor the user does not have, and what is wrong with the code.
pub fn attempt_second_factor(
    sign_in: &mut SignIn,
    user: &mut User,
    strategy: Strategy,
    typed: &str,
    now: UnixMs,
) -> Result<Step, Refusal> {
    waits_for_second_factor(sign_in, now)?;
    let proof = &mut sign_in.second_factor;
    second_factor::attempt(user, proof, sign_in.id.as_str(), strategy, typed, now)?;
    sign_in.updated_at = now;
    Ok(Step::Complete)
}

fn waits_for_second_factor(sign_in: &SignIn, now: UnixMs) -> Result<(), Refusal> {
    if sign_in.abandon_at <= now {
        return Err(Refusal::AttemptOver);
    }
    match sign_in.status {
        SignInStatus::NeedsSecondFactor | SignInStatus::NeedsClientTrust => Ok(()),
        SignInStatus::Complete => Err(Refusal::AlreadyVerified),
        _ => Err(Refusal::NothingPrepared),
    }
}
