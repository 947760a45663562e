//! Client trust: a password alone does not open an account on a device where the user never was.

use crate::{
    Refusal,
    contacts::{Contacts, Recipient},
    model::{EmailAddress, SessionSettings, SignIn, SignInStatus, Strategy, User},
    refusal::Field,
};

/// Has a sign-in whose password was right wait for a code by mail, if the instance wants that, the device is new to the
/// user (`is_known` is false), and there is an address that a code can go to. Says whether it waits.
pub fn ask(
    sign_in: &mut SignIn,
    user: &User,
    contacts: Contacts<'_>,
    settings: &SessionSettings,
    is_known: bool,
) -> bool {
    let by_password = sign_in.first_factor.as_ref().is_some_and(|proof| proof.strategy == Strategy::Password);
    let has_more = user.second_factors.enabled() || sign_in.second_factor.is_some();
    let asked = settings.client_trust && !user.bypass_client_trust && by_password && !has_more && !is_known;
    if !asked || addresses(user, contacts).is_empty() {
        return false;
    }
    sign_in.status = SignInStatus::NeedsClientTrust;
    true
}

/// Where the code can go, the primary address in front.
#[must_use]
pub fn addresses<'a>(user: &User, contacts: Contacts<'a>) -> Vec<&'a EmailAddress> {
    let mut fit: Vec<_> = contacts.addresses.iter().filter(|address| address.is_verified()).collect();
    fit.sort_by_key(|address| Some(&address.id) != user.primary_email_address_id.as_ref());
    fit
}

/// Where the code goes: to the address asked for, else to the primary one.
///
/// # Errors
/// [`Refusal::StrategyUnfit`] for another strategy, or without an address; [`Refusal::Unfit`] for an address that is
/// not the user's.
pub fn recipient<'a>(
    user: &User,
    contacts: Contacts<'a>,
    strategy: Strategy,
    wanted: Option<&str>,
) -> Result<Recipient<'a>, Refusal> {
    let fit = addresses(user, contacts);
    let first = fit.first().filter(|_| strategy == Strategy::EmailCode).ok_or(Refusal::StrategyUnfit)?;
    let found = match wanted {
        Some(wanted) => fit.iter().find(|address| address.id.as_str() == wanted),
        None => Some(first),
    };
    found.map(|address| Recipient::Address(address)).ok_or(Refusal::Unfit(Field::EmailAddressId))
}
