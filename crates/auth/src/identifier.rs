//! What people type to say who they are.

use crate::{Refusal, refusal::Field};

const MAX_ADDRESS_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;
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
/// [`Refusal::UsernameLength`] or [`Refusal::Malformed`].
pub fn username(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if !USERNAME_CHARS.contains(&text.chars().count()) {
        return Err(Refusal::UsernameLength);
    }
    let allowed = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if allowed { Ok(text) } else { Err(Refusal::Malformed(Field::Username)) }
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
        assert_eq!(username("ada lovelace"), Err(Refusal::Malformed(Field::Username)));
    }

    #[test]
    fn test_addresses_carry_their_mark_before_the_at_sign() {
        assert!(is_test_address("ada+clerk_test@example.com"));
        assert!(!is_test_address("ada@clerk_test.example.com"));
    }
}
