//! The rules for passwords, as `PATCH /v1/instance` takes them: the environment's names in one object.

use nightdesk_auth::model::PasswordSettings;

use crate::{ApiError, bapi::body::Body};

/// What a body says about passwords. Absent fields are left as they are.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// The contract has this one beside the object.
    hibp: Option<bool>,
    min_length: Option<i64>,
    max_length: Option<i64>,
    require_lowercase: Option<bool>,
    require_uppercase: Option<bool>,
    require_numbers: Option<bool>,
    require_special_char: Option<bool>,
    min_zxcvbn_strength: Option<i64>,
    enforce_hibp_on_sign_in: Option<bool>,
}

impl Change {
    pub(super) fn read(body: &mut Body) -> Result<Self, ApiError> {
        let hibp = body.switch("hibp")?;
        let Some(mut body) = body.object("password_settings")? else {
            return Ok(Self { hibp, ..Self::default() });
        };
        let change = Self {
            hibp,
            min_length: body.number("min_length")?,
            max_length: body.number("max_length")?,
            require_lowercase: body.switch("require_lowercase")?,
            require_uppercase: body.switch("require_uppercase")?,
            require_numbers: body.switch("require_numbers")?,
            require_special_char: body.switch("require_special_char")?,
            min_zxcvbn_strength: body.number("min_zxcvbn_strength")?,
            enforce_hibp_on_sign_in: body.switch("enforce_hibp_on_sign_in")?,
        };
        body.finish()?;
        Ok(change)
    }

    pub(super) fn apply(&self, now: PasswordSettings) -> PasswordSettings {
        // What is out of range here is out of range there, so that the check of the settings names it.
        let length = |wanted: Option<i64>, now| wanted.map_or(now, |n| u32::try_from(n).unwrap_or(u32::MAX));
        let strength = |wanted: Option<i64>, now| wanted.map_or(now, |n| u8::try_from(n).unwrap_or(u8::MAX));
        PasswordSettings {
            hibp: self.hibp.or(now.hibp),
            min_length: length(self.min_length, now.min_length),
            max_length: length(self.max_length, now.max_length),
            require_lowercase: self.require_lowercase.unwrap_or(now.require_lowercase),
            require_uppercase: self.require_uppercase.unwrap_or(now.require_uppercase),
            require_numbers: self.require_numbers.unwrap_or(now.require_numbers),
            require_special_char: self.require_special_char.unwrap_or(now.require_special_char),
            min_zxcvbn_strength: strength(self.min_zxcvbn_strength, now.min_zxcvbn_strength),
            enforce_hibp_on_sign_in: self.enforce_hibp_on_sign_in.unwrap_or(now.enforce_hibp_on_sign_in),
        }
    }
}
