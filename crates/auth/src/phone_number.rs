//! Phone numbers that users add to their account, prove to be theirs, and take off it again.
//!
//! The numbers of a user depend on each other (one is the primary one, one the default for second factors), so a change
//! takes all of them and may change each; all have to be stored afterwards.

use nightdesk_wire::{ids::PhoneNumberId, time::UnixMs};

use crate::{
    Refusal, code, identifier, lockout,
    model::{PhoneNumber, Strategy, User, Verification},
    refusal::Field,
};

/// A new number of a user who has `held` ones, yet to be proved.
///
/// # Errors
/// What is wrong with the text; [`Refusal::IdentifierHeld`] if the user has the number already.
pub fn add(
    id: PhoneNumberId,
    user: &User,
    held: &[PhoneNumber],
    typed: &str,
    now: UnixMs,
) -> Result<PhoneNumber, Refusal> {
    let number = identifier::phone_number(typed)?;
    if held.iter().any(|held| held.number == number) {
        return Err(Refusal::IdentifierHeld(Field::PhoneNumber));
    }
    Ok(PhoneNumber {
        id,
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        number,
        verification: None,
        reserved: false,
        reserved_for_second_factor: false,
        default_second_factor: false,
        created_at: now,
        updated_at: now,
    })
}

/// Sends a code: the number now waits for it.
///
/// # Errors
/// [`Refusal::AlreadyVerified`], [`Refusal::TooManyCodes`], and whatever keeps the user from trying.
pub fn prepare_code(number: &mut PhoneNumber, user: &User, code: &str, now: UnixMs) -> Result<(), Refusal> {
    lockout::may_try(user, now)?;
    if number.is_verified() {
        return Err(Refusal::AlreadyVerified);
    }
    let before = number.verification.as_ref();
    let prepared = code::prepare(number.id.as_str(), Strategy::PhoneCode, code, before, now)?;
    number.verification = Some(prepared);
    number.updated_at = now;
    Ok(())
}

/// Tries a code. Number and user change either way and must be stored either way: a wrong one counts towards a lockout,
/// since numbers could be added and guessed at without end. Call [`settle`] once it was right.
///
/// # Errors
/// Whatever keeps the user from trying, and what is wrong with the code.
pub fn attempt_code(
    number: &mut PhoneNumber,
    user: &mut User,
    typed: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    if number.is_verified() {
        return Err(Refusal::AlreadyVerified);
    }
    lockout::attempt(user, now, |_| {
        let verification = number.verification.as_mut().ok_or(Refusal::NothingPrepared)?;
        number.updated_at = now;
        code::attempt(verification, number.id.as_str(), typed, now)
    })
}

/// What to change about a number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change {
    pub reserved_for_second_factor: Option<bool>,
    pub default_second_factor: Option<bool>,
}

/// Says what a number is good for. Call [`settle`] afterwards.
///
/// # Errors
/// [`Refusal::Unfit`] for a second factor by a number that is not verified, or a default one that is none.
pub fn change(
    numbers: &mut [PhoneNumber],
    id: &PhoneNumberId,
    change: Change,
    now: UnixMs,
) -> Result<(), Refusal> {
    let Some(number) = numbers.iter_mut().find(|number| number.id == *id) else { return Ok(()) };
    if let Some(wanted) = change.reserved_for_second_factor {
        if wanted && !number.is_verified() {
            return Err(Refusal::Unfit(Field::ReservedForSecondFactor));
        }
        number.reserved_for_second_factor = wanted;
    }
    number.updated_at = now;
    if let Some(wanted) = change.default_second_factor {
        if wanted && !number.is_second_factor() {
            return Err(Refusal::Unfit(Field::DefaultSecondFactor));
        }
        for other in numbers {
            let chosen = other.id == *id;
            other.default_second_factor =
                if chosen { wanted } else { other.default_second_factor && !wanted };
        }
    }
    Ok(())
}

/// Brings user and numbers in line after any change: of the numbers that prove the second factor one is the default,
/// and a user with a verified number has a primary one.
pub fn settle(user: &mut User, numbers: &mut [PhoneNumber], now: UnixMs) {
    let default = numbers
        .iter()
        .find(|number| number.is_second_factor() && number.default_second_factor)
        .or_else(|| numbers.iter().find(|number| number.is_second_factor()))
        .map(|number| number.id.clone());
    for number in &mut *numbers {
        number.default_second_factor = Some(&number.id) == default.as_ref();
    }
    let was_enabled = user.second_factors.enabled();
    user.second_factors.phone = default.is_some();
    user.second_factors.note_change(was_enabled, now);

    let primary = user.primary_phone_number_id.as_ref();
    if !numbers.iter().any(|number| Some(&number.id) == primary) {
        let fit = |first: bool| {
            numbers.iter().find(|number| number.is_verified() && number.is_first_factor() == first)
        };
        user.primary_phone_number_id = fit(true).or_else(|| fit(false)).map(|number| number.id.clone());
    }
    user.updated_at = now;
}

/// Whether a number that somebody else has keeps others from taking it. One that was only typed in does not: or anybody
/// could keep the owner of a telephone out.
#[must_use]
pub fn is_taken(holder: Option<&PhoneNumber>) -> bool {
    holder.is_some_and(PhoneNumber::is_held)
}

/// Vouched for by the backend.
#[must_use]
pub const fn vouched_for() -> Option<Verification> {
    Some(Verification::verified(Strategy::Admin))
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, UserId};

    use super::*;

    fn user() -> User {
        User::new(UserId::parse("user_a").unwrap(), InstanceId::parse("ins_a").unwrap(), UnixMs(0))
    }

    fn number(id: &str, text: &str) -> PhoneNumber {
        add(PhoneNumberId::parse(id).unwrap(), &user(), &[], text, UnixMs(0)).unwrap()
    }

    fn proved(id: &str, text: &str) -> PhoneNumber {
        PhoneNumber { verification: vouched_for(), ..number(id, text) }
    }

    #[test]
    fn a_number_counts_once_it_is_proved() {
        let (mut user, mut number) = (user(), number("idn_a", "+1 (212) 555-2368"));
        assert_eq!(number.number, "+12125552368");
        assert!(!is_taken(Some(&number)));
        assert_eq!(attempt_code(&mut number, &mut user, "123456", UnixMs(1)), Err(Refusal::NothingPrepared));
        assert_eq!(user.failed_attempts, 0, "there was nothing to guess at");
        prepare_code(&mut number, &user, "123456", UnixMs(1)).unwrap();
        attempt_code(&mut number, &mut user, "123456", UnixMs(2)).unwrap();
        assert!(is_taken(Some(&number)));
        let mut numbers = [number];
        settle(&mut user, &mut numbers, UnixMs(2));
        assert_eq!(user.primary_phone_number_id, Some(numbers[0].id.clone()));
        assert_eq!(prepare_code(&mut numbers[0], &user, "1", UnixMs(3)), Err(Refusal::AlreadyVerified));
    }

    #[test]
    fn only_a_proved_number_proves_a_second_factor_and_the_first_is_the_default() {
        let mut user = user();
        let mut numbers = [
            number("idn_a", "+12125552368"),
            proved("idn_b", "+442079460000"),
            proved("idn_c", "+4930123456"),
        ];
        let reserve = Change { reserved_for_second_factor: Some(true), ..Change::default() };
        let (a, b, c) = (numbers[0].id.clone(), numbers[1].id.clone(), numbers[2].id.clone());
        let refused = change(&mut numbers, &a, reserve, UnixMs(1));
        assert_eq!(refused, Err(Refusal::Unfit(Field::ReservedForSecondFactor)));
        for id in [&b, &c] {
            change(&mut numbers, id, reserve, UnixMs(1)).unwrap();
            settle(&mut user, &mut numbers, UnixMs(1));
        }
        assert!(user.second_factors.enabled() && numbers[1].default_second_factor);
        assert_eq!(user.second_factors.enabled_at, Some(UnixMs(1)));
        let make_default = Change { default_second_factor: Some(true), ..Change::default() };
        change(&mut numbers, &c, make_default, UnixMs(2)).unwrap();
        settle(&mut user, &mut numbers, UnixMs(2));
        assert!(numbers[2].default_second_factor && !numbers[1].default_second_factor);
        let release = Change { reserved_for_second_factor: Some(false), ..Change::default() };
        change(&mut numbers, &c, release, UnixMs(3)).unwrap();
        settle(&mut user, &mut numbers, UnixMs(3));
        assert!(numbers[1].default_second_factor, "another one takes its place");
        change(&mut numbers, &b, release, UnixMs(4)).unwrap();
        settle(&mut user, &mut numbers, UnixMs(4));
        assert!(!user.second_factors.enabled());
        assert_eq!(user.second_factors.disabled_at, Some(UnixMs(4)));
    }

    #[test]
    fn guesses_at_any_number_of_numbers_lead_to_one_lockout() {
        let mut user = user();
        let mut guesses = 0;
        for _ in 0..100 {
            let mut target = number("idn_a", "+12125552368");
            if prepare_code(&mut target, &user, "123456", UnixMs(1)).is_err() {
                break;
            }
            assert!(attempt_code(&mut target, &mut user, "000000", UnixMs(1)).is_err());
            guesses += 1;
        }
        assert_eq!(guesses, lockout::MAX_ATTEMPTS);
    }
}
