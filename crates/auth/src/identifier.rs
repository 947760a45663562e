//! What people type to say who they are.

use crate::{Refusal, refusal::Field};

const MAX_ADDRESS_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
const USERNAME_CHARS: std::ops::RangeInclusive<usize> = 4..=64;

/// The form in which identifiers are compared, the same on every database.
#[must_use]
pub fn normalize(identifier: &str) -> String {
    identifier.trim().to_lowercase()
}

/// Takes an e-mail address from a form, without the blanks around it.
///
/// The check is for typing mistakes; whether an address exists only a code sent there can tell.
///
/// # Errors
/// [`Refusal::Missing`] or [`Refusal::Malformed`] of the field.
pub fn email_address(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Missing(Field::EmailAddress));
    }
    let well_formed = text.len() <= MAX_ADDRESS_BYTES
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c))
        && text.rsplit_once('@').is_some_and(|(local, domain)| {
            (1..=MAX_LOCAL_BYTES).contains(&local.len()) && !local.contains('@') && is_domain(domain)
        });
    if well_formed { Ok(text) } else { Err(Refusal::Malformed(Field::EmailAddress)) }
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

/// Takes a username from a form.
///
/// # Errors
/// [`Refusal::UsernameLength`], [`Refusal::UsernameCharacter`] or [`Refusal::UsernameNumeric`].
pub fn username(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if !USERNAME_CHARS.contains(&text.chars().count()) {
        return Err(Refusal::UsernameLength);
    }
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
        return Err(Refusal::UsernameCharacter);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) { Err(Refusal::UsernameNumeric) } else { Ok(text) }
}

/// Takes a phone number from a form, and returns it as E.164 has it: `+`, the country's code, the number, no more than
/// fifteen digits. Blanks, dots, dashes and brackets between the digits are left out.
///
/// The check is for typing mistakes; whether a number exists only a code sent there can tell.
///
/// # Errors
/// [`Refusal::Missing`] or [`Refusal::Malformed`] of the field.
pub fn phone_number(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Missing(Field::PhoneNumber));
    }
    let malformed = Refusal::Malformed(Field::PhoneNumber);
    let rest = text.strip_prefix('+').ok_or(malformed.clone())?;
    if rest.chars().any(|c| !c.is_ascii_digit() && !" .-()/".contains(c)) {
        return Err(malformed);
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let well_formed = PHONE_DIGITS.contains(&digits.len())
        && !digits.starts_with('0')
        // The countries under +1 share one plan: ten digits, area and exchange not beginning with 0 or 1.
        && digits.strip_prefix('1').is_none_or(|number| {
            number.len() == 10 && [0, 3].iter().all(|at| matches!(number.as_bytes()[*at], b'2'..=b'9'))
        });
    if well_formed { Ok(format!("+{digits}")) } else { Err(malformed) }
}

/// Whether an identifier belongs to test mode: nothing is sent there, and 424242 opens it.
#[must_use]
pub fn is_for_tests(identifier: &str) -> bool {
    is_test_address(identifier) || is_test_number(identifier)
}

/// Whether a number is one of test mode: `+1 XXX 555 0100` to `0199`, which no telephone company gives out.
#[must_use]
pub fn is_test_number(number: &str) -> bool {
    let digits = number.strip_prefix("+1").unwrap_or_default();
    digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) && digits[3..].starts_with("55501")
}

/// Whether an address is one of test mode: nothing is sent there, and 424242 opens it.
#[must_use]
pub fn is_test_address(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(local, _)| local.to_lowercase().contains("+clerk_test"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_the_blanks_around_them() {
        assert_eq!(email_address(" Ada@Example.com\n"), Ok("Ada@Example.com"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["ada", "ada@", "@example.com", "ada@example", "a@b@c.d", "a b@c.de", "a@-b.c", "a@b..c"]
        {
            assert_eq!(email_address(text), Err(Refusal::Malformed(Field::EmailAddress)), "{text}");
        }
        assert_eq!(email_address("  "), Err(Refusal::Missing(Field::EmailAddress)));
        let long = format!("{}@example.com", "a".repeat(65));
        assert!(email_address(&long).is_err());
    }

    #[test]
    fn usernames_have_their_length_and_letters() {
        assert_eq!(username("ada_l"), Ok("ada_l"));
        assert_eq!(username("ada"), Err(Refusal::UsernameLength));
        assert_eq!(username("ada lovelace"), Err(Refusal::UsernameCharacter));
        assert_eq!(username("ada@example.com"), Err(Refusal::UsernameCharacter));
        assert_eq!(username("12345"), Err(Refusal::UsernameNumeric));
    }

    #[test]
    fn phone_numbers_are_brought_into_one_form() {
        for text in ["+12125552368", " +1 (212) 555-2368 ", "+1.212.555.2368"] {
            assert_eq!(phone_number(text).as_deref(), Ok("+12125552368"), "{text}");
        }
        assert_eq!(phone_number("+49 30 123456").as_deref(), Ok("+4930123456"));
        for text in [
            "2125552368",
            "+",
            "+1",
            "+0123456789",
            "+1212555236",
            "+11125552368",
            "+12121552368",
            "+1234567890123456",
            "+49x30123456",
            "+49+30123456",
            "+4930\u{661}23456",
        ] {
            assert_eq!(phone_number(text), Err(Refusal::Malformed(Field::PhoneNumber)), "{text}");
        }
        assert_eq!(phone_number(" "), Err(Refusal::Missing(Field::PhoneNumber)));
    }

    #[test]
    fn test_numbers_are_a_hundred_of_each_area() {
        assert!(is_test_number("+12015550100") && is_test_number("+19735550199"));
        for number in
            ["+12015550200", "+12015551100", "+442015550100", "+120155501000", "+1201555010", "2015550100"]
        {
            assert!(!is_test_number(number), "{number}");
        }
    }

    #[test]
    fn test_addresses_carry_their_mark_before_the_at_sign() {
        assert!(is_test_address("ada+clerk_test@example.com"));
        assert!(!is_test_address("ada@clerk_test.example.com"));
    }
}
