//! What an instance asks of passwords.

use serde::{Deserialize, Serialize};

use super::SettingsError;

/// Most bytes of a password: what every common digest takes, so that accounts can move.
pub const MAX_PASSWORD_BYTES: u32 = 72;
/// Fewest characters that an instance may ask for.
const LEAST_MIN_LENGTH: u32 = 8;
/// The hardest to guess that zxcvbn knows.
const MAX_STRENGTH: u8 = 4;

/// The rules of an instance for new passwords. Named as the environment names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordSettings {
    /// Fewest characters.
    pub min_length: u32,
    /// Most characters.
    pub max_length: u32,
    pub require_lowercase: bool,
    pub require_uppercase: bool,
    pub require_numbers: bool,
    /// Needs one of [`SPECIAL_CHARACTERS`](crate::password::SPECIAL_CHARACTERS).
    pub require_special_char: bool,
    /// How hard to guess, from 0 (anything goes) to 4.
    pub min_zxcvbn_strength: u8,
    /// Whether passwords known from breaches are refused. `None` follows the environment: only production asks others.
    pub hibp: Option<bool>,
    /// Whether they are refused at sign-in too.
    pub enforce_hibp_on_sign_in: bool,
}

impl Default for PasswordSettings {
    fn default() -> Self {
        Self {
            min_length: LEAST_MIN_LENGTH,
            max_length: MAX_PASSWORD_BYTES,
            require_lowercase: false,
            require_uppercase: false,
            require_numbers: false,
            require_special_char: false,
            min_zxcvbn_strength: 0,
            hibp: None,
            enforce_hibp_on_sign_in: false,
        }
    }
}

impl PasswordSettings {
    /// Whether passwords are looked for in the list of breaches.
    #[must_use]
    pub fn hibp(&self, environment: super::Environment) -> bool {
        self.hibp.unwrap_or(!environment.is_development())
    }

    /// Checks the ranges before settings are stored.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn validate(&self) -> Result<(), SettingsError> {
        let range = |field, value: u32, min: u32, max: u32| {
            let error = SettingsError::OutOfBounds { field, min: min.into(), max: max.into() };
            if (min..=max).contains(&value) { Ok(()) } else { Err(error) }
        };
        range("min_length", self.min_length, LEAST_MIN_LENGTH, MAX_PASSWORD_BYTES)?;
        range("max_length", self.max_length, self.min_length, MAX_PASSWORD_BYTES)?;
        range("min_zxcvbn_strength", self.min_zxcvbn_strength.into(), 0, MAX_STRENGTH.into())
    }
}
