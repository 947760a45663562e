//! Addresses that users add to their account, prove to be theirs, and take off it again.

use nightdesk_wire::{ids::EmailAddressId, time::UnixMs};

use crate::{
    Refusal, code,
    contacts::{self, Contacts},
    email_link::{self, Outcome, Place},
    identifier, lockout,
    model::{EmailAddress, Link, Settings, Strategy, User},
    refusal::Field,
};

/// A new address of a user who has `held` ones, yet to be proved.
///
/// # Errors
/// What is wrong with the text; [`Refusal::IdentifierHeld`] if the user has the address already.
pub fn add(
    id: EmailAddressId,
    user: &User,
    held: &[EmailAddress],
    typed: &str,
    now: UnixMs,
) -> Result<EmailAddress, Refusal> {
    let address = identifier::email_address(typed)?;
    let address_lower = identifier::normalize(address);
    if held.iter().any(|held| held.address_lower == address_lower) {
        return Err(Refusal::IdentifierHeld(Field::EmailAddress));
    }
    Ok(EmailAddress {
        id,
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        address: address.to_owned(),
        address_lower,
        verification: None,
        reserved: false,
        created_at: now,
        updated_at: now,
    })
}

/// Sends a code: the address now waits for it.
///
/// # Errors
/// [`Refusal::AlreadyVerified`], [`Refusal::TooManyCodes`], and whatever keeps the user from trying.
pub fn prepare_code(address: &mut EmailAddress, user: &User, code: &str, now: UnixMs) -> Result<(), Refusal> {
    lockout::may_try(user, now)?;
    if address.is_verified() {
        return Err(Refusal::AlreadyVerified);
    }
    let before = address.verification.as_ref();
    address.verification = Some(code::prepare(address.id.as_str(), Strategy::EmailCode, code, before, now)?);
    address.updated_at = now;
    Ok(())
}

/// Tries a code. Address and user change either way and must be stored either way: a wrong one counts towards a
/// lockout, since addresses could be added and guessed at without end. The first address proved becomes the primary one.
///
/// # Errors
/// Whatever keeps the user from trying, and what is wrong with the code.
pub fn attempt_code(
    address: &mut EmailAddress,
    user: &mut User,
    typed: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    if address.is_verified() {
        return Err(Refusal::AlreadyVerified);
    }
    lockout::attempt(user, now, |_| {
        let verification = address.verification.as_mut().ok_or(Refusal::NothingPrepared)?;
        address.updated_at = now;
        code::attempt(verification, address.id.as_str(), typed, now)
    })?;
    user.primary_email_address_id.get_or_insert_with(|| address.id.clone());
    user.updated_at = now;
    Ok(())
}

/// Sends a link: the address now waits for it to be followed.
///
/// # Errors
/// As [`prepare_code`].
pub fn prepare_link(
    address: &mut EmailAddress,
    user: &User,
    secret: &str,
    link: Link,
    now: UnixMs,
) -> Result<(), Refusal> {
    lockout::may_try(user, now)?;
    if address.is_verified() {
        return Err(Refusal::AlreadyVerified);
    }
    let before = address.verification.as_ref();
    address.verification = Some(email_link::prepare(address.id.as_str(), secret, link, before, now)?);
    address.updated_at = now;
    Ok(())
}

/// Follows a link. The first address proved becomes the primary one.
pub fn follow_link(
    address: &mut EmailAddress,
    user: &mut User,
    secret: &str,
    place: Place<'_>,
    same_client: bool,
    now: UnixMs,
) -> Outcome {
    let Some(waiting) = address.verification.as_mut() else { return Outcome::Failed };
    let outcome = email_link::follow(waiting, address.id.as_str(), secret, place, same_client, now);
    if outcome == Outcome::Verified {
        address.updated_at = now;
        user.primary_email_address_id.get_or_insert_with(|| address.id.clone());
        user.updated_at = now;
    }
    outcome
}

/// Takes an address off a user who has `held` contacts. The oldest proved one that is left becomes the primary one if
/// it has to.
///
/// # Errors
/// [`Refusal::LastIdentification`] if the user would be left without what the instance demands, or without any way to
/// sign in.
pub fn remove(
    settings: &Settings,
    user: &mut User,
    held: Contacts<'_>,
    address: &EmailAddress,
    now: UnixMs,
) -> Result<(), Refusal> {
    let left: Vec<_> = held.addresses.iter().filter(|other| other.id != address.id).cloned().collect();
    contacts::may_lose(settings, user, held, Contacts { addresses: &left, ..held })?;
    let next = left.iter().find(|other| other.is_verified());
    if user.primary_email_address_id.as_ref() == Some(&address.id) {
        user.primary_email_address_id = next.map(|next| next.id.clone());
    }
    user.updated_at = now;
    Ok(())
}

/// Whether an address that somebody else has keeps others from taking it. One that was only typed in does not: or
/// anybody could keep the owner of a mailbox out.
#[must_use]
pub fn is_taken(holder: Option<&EmailAddress>) -> bool {
    holder.is_some_and(EmailAddress::is_held)
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, UserId};

    use super::*;
    use crate::model::{PhoneNumber, Presence, Verification};

    fn user() -> User {
        User::new(UserId::parse("user_a").unwrap(), InstanceId::parse("ins_a").unwrap(), UnixMs(0))
    }

    fn address(id: &str, text: &str) -> EmailAddress {
        add(EmailAddressId::parse(id).unwrap(), &user(), &[], text, UnixMs(0)).unwrap()
    }

    fn proved(id: &str, text: &str) -> EmailAddress {
        EmailAddress { verification: Some(Verification::verified(Strategy::EmailCode)), ..address(id, text) }
    }

    #[test]
    fn an_address_counts_once_it_is_proved() {
        let (mut user, mut address) = (user(), address("idn_a", "Ada@Example.com"));
        assert!(!is_taken(Some(&address)));
        assert_eq!(attempt_code(&mut address, &mut user, "123456", UnixMs(1)), Err(Refusal::NothingPrepared));
        prepare_code(&mut address, &user, "123456", UnixMs(1)).unwrap();
        attempt_code(&mut address, &mut user, "123456", UnixMs(2)).unwrap();
        assert!(is_taken(Some(&address)));
        assert_eq!(user.primary_email_address_id, Some(address.id.clone()));
        assert_eq!(prepare_code(&mut address, &user, "1", UnixMs(3)), Err(Refusal::AlreadyVerified));
    }

    #[test]
    fn guesses_at_any_number_of_addresses_lead_to_one_lockout() {
        let mut user = user();
        let mut guesses = 0;
        for _ in 0..100 {
            let mut target = address("idn_a", "victim@example.com");
            if prepare_code(&mut target, &user, "123456", UnixMs(1)).is_err() {
                break;
            }
            assert!(attempt_code(&mut target, &mut user, "000000", UnixMs(1)).is_err());
            guesses += 1;
            // An own mailbox proved in between must not buy more guesses.
            let mut own = address("idn_b", "own@example.com");
            if prepare_code(&mut own, &user, "123456", UnixMs(1)).is_ok() {
                attempt_code(&mut own, &mut user, "123456", UnixMs(1)).unwrap();
            }
        }
        assert_eq!(guesses, lockout::MAX_ATTEMPTS);
    }

    #[test]
    fn the_same_address_is_not_added_twice() {
        let held = [address("idn_a", "ada@example.com")];
        let again =
            add(EmailAddressId::parse("idn_b").unwrap(), &user(), &held, "ADA@example.com ", UnixMs(0));
        assert_eq!(again.unwrap_err(), Refusal::IdentifierHeld(Field::EmailAddress));
    }

    #[test]
    fn the_only_proved_address_stays() {
        let (mut user, settings) = (user(), Settings::default());
        let of = |addresses| Contacts { addresses, numbers: &[] };
        let held = [proved("idn_a", "a@example.com"), address("idn_b", "b@example.com")];
        user.primary_email_address_id = Some(held[0].id.clone());
        let last = remove(&settings, &mut user, of(&held), &held[0], UnixMs(1));
        assert_eq!(last, Err(Refusal::LastIdentification));
        assert_eq!(remove(&settings, &mut user, of(&held), &held[1], UnixMs(1)), Ok(()));
        let held = [proved("idn_a", "a@example.com"), proved("idn_b", "b@example.com")];
        assert_eq!(remove(&settings, &mut user, of(&held), &held[0], UnixMs(1)), Ok(()));
        assert_eq!(user.primary_email_address_id, Some(held[1].id.clone()));
    }

    #[test]
    fn another_way_in_lets_the_last_address_go_unless_the_instance_demands_one() {
        let mut user = user();
        let held = [proved("idn_a", "a@example.com")];
        let id = nightdesk_wire::ids::PhoneNumberId::parse("idn_p").unwrap();
        let number = crate::phone_number::add(id, &user, &[], "+12125552368", UnixMs(0)).unwrap();
        let verification = Some(Verification::verified(Strategy::Admin));
        let numbers = [PhoneNumber { verification, ..number }];
        let contacts = Contacts { addresses: &held, numbers: &numbers };
        let demanding = Settings::default();
        let last = remove(&demanding, &mut user, contacts, &held[0], UnixMs(1));
        assert_eq!(last, Err(Refusal::LastIdentification));
        let without_numbers = Settings { email_address: Presence::On, ..Settings::default() };
        let last = remove(&without_numbers, &mut user, contacts, &held[0], UnixMs(1));
        assert_eq!(last, Err(Refusal::LastIdentification), "nobody is found by a number here");
        let lenient = Settings { phone_number: Presence::On, ..without_numbers };
        assert_eq!(remove(&lenient, &mut user, contacts, &held[0], UnixMs(1)), Ok(()));
        let second = [PhoneNumber { reserved_for_second_factor: true, ..numbers[0].clone() }];
        let contacts = Contacts { addresses: &held, numbers: &second };
        let last = remove(&lenient, &mut user, contacts, &held[0], UnixMs(1));
        assert_eq!(last, Err(Refusal::LastIdentification), "a second factor alone signs nobody in");
    }
}
