//! What a user can prove themselves with.

use nightdesk_wire::ids::{EmailAddressId, PhoneNumberId};

use crate::{
    Refusal,
    contacts::{Contacts, Recipient},
    identifier,
    model::{EmailAddress, PhoneNumber, Settings, Strategy, User},
    refusal::Field,
};

/// A way to prove the first factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstFactor<'a> {
    Password,
    /// Something sent to one of the user's addresses: a code, a link, or a code to set a new password.
    Email {
        strategy: Strategy,
        address: &'a str,
        id: &'a EmailAddressId,
        primary: bool,
    },
    /// A code sent to one of the user's numbers, perhaps to set a new password.
    Phone {
        strategy: Strategy,
        number: &'a str,
        id: &'a PhoneNumberId,
        primary: bool,
    },
}

/// All first factors of a user that the instance allows, the ones to offer first in front.
#[must_use]
pub fn first_factors<'a>(settings: &Settings, user: &User, contacts: Contacts<'a>) -> Vec<FirstFactor<'a>> {
    let has_password = user.password_digest.is_some();
    let mut factors = Vec::new();
    if has_password && settings.allows(Strategy::Password) {
        factors.push(FirstFactor::Password);
    }
    for strategy in [
        Strategy::EmailCode,
        Strategy::EmailLink,
        Strategy::PhoneCode,
        Strategy::ResetPasswordEmailCode,
        Strategy::ResetPasswordPhoneCode,
    ] {
        if !settings.allows(strategy) || (resets_password(strategy) && !has_password) {
            continue;
        }
        if by_phone(strategy) {
            factors.extend(numbers(user, contacts).into_iter().map(|number| FirstFactor::Phone {
                strategy,
                number: &number.number,
                id: &number.id,
                primary: Some(&number.id) == user.primary_phone_number_id.as_ref(),
            }));
        } else {
            factors.extend(addresses(user, contacts).into_iter().map(|address| FirstFactor::Email {
                strategy,
                address: &address.address,
                id: &address.id,
                primary: Some(&address.id) == user.primary_email_address_id.as_ref(),
            }));
        }
    }
    factors
}

/// Whether a strategy is a code by SMS.
#[must_use]
pub const fn by_phone(strategy: Strategy) -> bool {
    matches!(strategy, Strategy::PhoneCode | Strategy::ResetPasswordPhoneCode)
}

/// Whether a strategy lets a forgotten password be set anew.
#[must_use]
pub const fn resets_password(strategy: Strategy) -> bool {
    matches!(strategy, Strategy::ResetPasswordEmailCode | Strategy::ResetPasswordPhoneCode)
}

/// The addresses that prove the first factor, the primary one in front.
fn addresses<'a>(user: &User, contacts: Contacts<'a>) -> Vec<&'a EmailAddress> {
    let mut fit: Vec<_> = contacts.addresses.iter().filter(|address| address.is_held()).collect();
    fit.sort_by_key(|address| Some(&address.id) != user.primary_email_address_id.as_ref());
    fit
}

fn numbers<'a>(user: &User, contacts: Contacts<'a>) -> Vec<&'a PhoneNumber> {
    let mut fit: Vec<_> = contacts.numbers.iter().filter(|number| number.is_first_factor()).collect();
    fit.sort_by_key(|number| Some(&number.id) != user.primary_phone_number_id.as_ref());
    fit
}

/// Where a code or link should go: what was asked for, else what was typed as identifier, else the primary one.
///
/// # Errors
/// [`Refusal::Unfit`] if what was asked for is not one of the user's; [`Refusal::StrategyUnfit`] if there is none.
pub fn recipient<'a>(
    typed: Option<&str>,
    user: &User,
    contacts: Contacts<'a>,
    strategy: Strategy,
    wanted: Option<&str>,
) -> Result<Recipient<'a>, Refusal> {
    if by_phone(strategy) {
        let typed = typed.and_then(|typed| identifier::phone_number(typed).ok());
        let fit = numbers(user, contacts);
        let is_typed = |number: &&PhoneNumber| Some(&number.number) == typed.as_ref();
        let is_wanted = |number: &PhoneNumber, id: &str| number.id.as_str() == id;
        pick(&fit, wanted, is_wanted, is_typed, Field::PhoneNumberId).map(Recipient::Number)
    } else {
        let typed = typed.map(identifier::normalize);
        let fit = addresses(user, contacts);
        let is_typed = |address: &&EmailAddress| Some(&address.address_lower) == typed.as_ref();
        let is_wanted = |address: &EmailAddress, id: &str| address.id.as_str() == id;
        pick(&fit, wanted, is_wanted, is_typed, Field::EmailAddressId).map(Recipient::Address)
    }
}

/// The one asked for; else the one typed; else the first.
fn pick<'a, T>(
    fit: &[&'a T],
    wanted: Option<&str>,
    is_wanted: impl Fn(&T, &str) -> bool,
    is_typed: impl Fn(&&T) -> bool,
    field: Field,
) -> Result<&'a T, Refusal> {
    if let Some(wanted) = wanted {
        return fit.iter().find(|one| is_wanted(one, wanted)).copied().ok_or(Refusal::Unfit(field));
    }
    fit.iter().find(|one| is_typed(one)).or(fit.first()).copied().ok_or(Refusal::StrategyUnfit)
}
