//! What a password must be, and what comes of checking one. Hashing is the server's work, off its async threads.

use crate::{Refusal, refusal::Field};

/// Fewest characters of a password.
pub const MIN_CHARS: usize = 8;
/// Most bytes of a password: what every common digest takes, so that accounts can move.
pub const MAX_BYTES: usize = 72;

/// What comparing a password with a digest gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordCheck {
    Right,
    Wrong,
}

/// Checks a password that is about to be set.
///
/// # Errors
/// [`Refusal::Missing`], [`Refusal::PasswordTooShort`] or [`Refusal::PasswordTooLong`].
pub fn acceptable(password: &str, field: Field) -> Result<(), Refusal> {
    if password.is_empty() {
        return Err(Refusal::Missing(field));
    }
    if password.chars().count() < MIN_CHARS {
        return Err(Refusal::PasswordTooShort);
    }
    if password.len() > MAX_BYTES {
        return Err(Refusal::PasswordTooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_below_and_bytes_above() {
        assert_eq!(acceptable("", Field::Password), Err(Refusal::Missing(Field::Password)));
        assert_eq!(acceptable("short", Field::Password), Err(Refusal::PasswordTooShort));
        assert_eq!(acceptable("pässwört", Field::Password), Ok(()));
        assert_eq!(acceptable(&"ä".repeat(37), Field::Password), Err(Refusal::PasswordTooLong));
    }
}
