//! What a user can prove themselves with.

use nightdesk_wire::ids::EmailAddressId;

use crate::{
    Refusal, identifier,
    model::{EmailAddress, SignIn, User},
    refusal::Field,
};

/// A way to prove the first factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstFactor<'a> {
    Password,
    /// A code sent to one of the user's verified addresses.
    EmailCode {
        address: &'a str,
        id: &'a EmailAddressId,
        primary: bool,
    },
    /// A code sent there to set a new password.
    ResetPasswordEmailCode {
        address: &'a str,
        id: &'a EmailAddressId,
        primary: bool,
    },
}

/// All first factors of a user, the ones to offer first in front.
#[must_use]
pub fn first_factors<'a>(user: &User, addresses: &'a [EmailAddress]) -> Vec<FirstFactor<'a>> {
    let primary = user.primary_email_address_id.as_ref();
    let password = user.password_digest.is_some().then_some(FirstFactor::Password);
    let mut codes: Vec<_> = addresses.iter().filter(|address| address.is_verified()).collect();
    codes.sort_by_key(|address| Some(&address.id) != primary);
    let resets = codes.clone().into_iter().filter(|_| password.is_some()).map(|address| {
        FirstFactor::ResetPasswordEmailCode {
            address: &address.address,
            id: &address.id,
            primary: Some(&address.id) == primary,
        }
    });
    let codes = codes.iter().map(|address| FirstFactor::EmailCode {
        address: &address.address,
        id: &address.id,
        primary: Some(&address.id) == primary,
    });
    password.clone().into_iter().chain(codes).chain(resets).collect()
}

/// The address a code should go to: the one asked for, else the identifier's, else the primary one.
///
/// # Errors
/// [`Refusal::Unfit`] if the address asked for is not one of the user's; [`Refusal::StrategyUnfit`] if there is none.
pub fn code_address<'a>(
    sign_in: &SignIn,
    user: &User,
    addresses: &'a [EmailAddress],
    wanted: Option<&str>,
) -> Result<&'a EmailAddress, Refusal> {
    let mut verified = addresses.iter().filter(|address| address.is_verified());
    if let Some(wanted) = wanted {
        return verified
            .find(|address| address.id.as_str() == wanted)
            .ok_or(Refusal::Unfit(Field::EmailAddressId));
    }
    let typed = sign_in.identifier.as_deref().map(identifier::normalize);
    let verified: Vec<_> = verified.collect();
    verified
        .iter()
        .find(|address| Some(&address.address_lower) == typed.as_ref())
        .or_else(|| {
            verified.iter().find(|address| Some(&address.id) == user.primary_email_address_id.as_ref())
        })
        .or_else(|| verified.first())
        .copied()
        .ok_or(Refusal::StrategyUnfit)
}
