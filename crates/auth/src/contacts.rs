//! The addresses and numbers of a user.

use nightdesk_wire::time::UnixMs;

use crate::{
    Refusal, code,
    model::{Channel, EmailAddress, PhoneNumber, Settings, Strategy, User, Verification},
};

/// Everything by which a user can be reached, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Contacts<'a> {
    pub addresses: &'a [EmailAddress],
    pub numbers: &'a [PhoneNumber],
}

/// Where a code goes.
#[derive(Debug, Clone, Copy)]
pub enum Recipient<'a> {
    Address(&'a EmailAddress),
    Number(&'a PhoneNumber),
}

impl<'a> Recipient<'a> {
    /// How a message gets there.
    #[must_use]
    pub const fn channel(self) -> Channel {
        match self {
            Self::Address(_) => Channel::Email,
            Self::Number(_) => Channel::Sms,
        }
    }

    /// The address or number itself.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        match self {
            Self::Address(address) => &address.address,
            Self::Number(number) => &number.number,
        }
    }

    /// Notes in a verification where its code went.
    pub fn note(self, verification: &mut Verification) {
        match self {
            Self::Address(address) => verification.email_address_id = Some(address.id.clone()),
            Self::Number(number) => verification.phone_number_id = Some(number.id.clone()),
        }
    }

    /// The verification that waits for a code which is sent there, see [`code::prepare`].
    ///
    /// # Errors
    /// [`Refusal::TooManyCodes`].
    pub fn prepare(
        self,
        scope: &str,
        strategy: Strategy,
        code: &str,
        before: Option<&Verification>,
        now: UnixMs,
    ) -> Result<Verification, Refusal> {
        let mut prepared = code::prepare(scope, strategy, code, before, now)?;
        self.note(&mut prepared);
        Ok(prepared)
    }
}

/// Checks that a user who loses some contacts keeps what the instance demands and a way to sign in. `left` are those
/// that stay.
///
/// # Errors
/// [`Refusal::LastIdentification`].
pub fn may_lose(
    settings: &Settings,
    user: &User,
    before: Contacts<'_>,
    left: Contacts<'_>,
) -> Result<(), Refusal> {
    let address_left = left.addresses.iter().any(EmailAddress::is_verified);
    let number_left = left.numbers.iter().any(PhoneNumber::is_verified);
    let missing = (settings.email_address.is_required()
        && !address_left
        && before.addresses.iter().any(EmailAddress::is_verified))
        || (settings.phone_number.is_required()
            && !number_left
            && before.numbers.iter().any(PhoneNumber::is_verified));
    if missing {
        return Err(Refusal::LastIdentification);
    }
    keeps_sign_in(settings, (user, before), (user, left))
}

/// Checks that a user who can sign in still can after a change.
///
/// # Errors
/// [`Refusal::LastIdentification`].
pub fn keeps_sign_in(
    settings: &Settings,
    before: (&User, Contacts<'_>),
    after: (&User, Contacts<'_>),
) -> Result<(), Refusal> {
    let can = |(user, contacts)| can_sign_in(settings, user, contacts);
    if can(before) && !can(after) { Err(Refusal::LastIdentification) } else { Ok(()) }
}

/// Whether something identifies the user here and there is a way to prove it.
#[must_use]
pub fn can_sign_in(settings: &Settings, user: &User, contacts: Contacts<'_>) -> bool {
    let by_address =
        settings.email_address.is_on() && contacts.addresses.iter().any(EmailAddress::is_verified);
    let first_factor = |number: &PhoneNumber| number.is_verified() && number.is_first_factor();
    let by_number = settings.phone_number.is_on() && contacts.numbers.iter().any(first_factor);
    let by_username = settings.username.is_on() && user.username.is_some() && user.password_digest.is_some();
    by_address || by_number || by_username
}
