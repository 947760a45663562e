//! Addresses that users add to their account, prove to be theirs, and take off it again.

use nightdesk_wire::{ids::EmailAddressId, time::UnixMs};

use crate::{
    Refusal, code, identifier, lockout,
    model::{EmailAddress, User, Verification},
    refusal::Field,
};

/// A new address of a user who has `held` ones, yet to be proved.
///
/// # Errors
/// What is wrong with the text; [`Refusal::IdentifierTaken`] if the user has the address already.
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
        return Err(Refusal::IdentifierTaken(Field::EmailAddress));
    }
    Ok(EmailAddress {
        id,
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        address: address.to_owned(),
        address_lower,
        verification: None,
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
    address.verification = Some(code::prepare(address.id.as_str(), code, None, before, now)?);
    address.updated_at = now;
    Ok(())
}

/// Tries a code. Address and user change either way and must be stored either way: the attempt counts towards a
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
    lockout::count_attempt(user, now)?;
    let verification = address.verification.as_mut().ok_or(Refusal::NothingPrepared)?;
    address.updated_at = now;
    code::attempt(verification, address.id.as_str(), typed, now)?;
    lockout::take_back(user);
    user.primary_email_address_id.get_or_insert_with(|| address.id.clone());
    user.updated_at = now;
    Ok(())
}

/// Takes an address off a user who has `held` ones. The oldest proved one that is left becomes the primary one if it has
/// to.
///
/// # Errors
/// [`Refusal::LastEmailAddress`] for the only one that is proved.
pub fn remove(
    user: &mut User,
    held: &[EmailAddress],
    address: &EmailAddress,
    now: UnixMs,
) -> Result<(), Refusal> {
    let mut left = held.iter().filter(|other| other.id != address.id && other.is_verified());
    let next = left.next();
    if address.is_verified() && next.is_none() {
        return Err(Refusal::LastEmailAddress);
    }
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
    holder.and_then(|holder| holder.verification.as_ref()).is_some_and(Verification::is_verified)
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, UserId};

    use super::*;
    use crate::model::Strategy;

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
        assert_eq!(again.unwrap_err(), Refusal::IdentifierTaken(Field::EmailAddress));
    }

    #[test]
    fn the_only_proved_address_stays() {
        let mut user = user();
        let held = [proved("idn_a", "a@example.com"), address("idn_b", "b@example.com")];
        user.primary_email_address_id = Some(held[0].id.clone());
        assert_eq!(remove(&mut user, &held, &held[0], UnixMs(1)), Err(Refusal::LastEmailAddress));
        assert_eq!(remove(&mut user, &held, &held[1], UnixMs(1)), Ok(()));
        let held = [proved("idn_a", "a@example.com"), proved("idn_b", "b@example.com")];
        assert_eq!(remove(&mut user, &held, &held[0], UnixMs(1)), Ok(()));
        assert_eq!(user.primary_email_address_id, Some(held[1].id.clone()));
    }
}
