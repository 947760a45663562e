//! Settings of sessions.

use serde::{Deserialize, Serialize};

use super::SettingsError;

/// What an instance asks of sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionSettings {
    /// Whether sensitive changes of an account need a recent proof.
    pub reverification: bool,
    /// How old that proof may be.
    pub reverification_max_age_secs: i64,
    /// How long a session may stay untouched. Without it, a month or its life, whatever is longer.
    pub inactivity_secs: Option<i64>,
    /// Whether every user has to have a second factor.
    pub second_factor_required: bool,
    /// Whether a password alone is not enough on a device that is new to the user.
    pub client_trust: bool,
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            reverification: true,
            reverification_max_age_secs: 10 * 60,
            inactivity_secs: None,
            second_factor_required: false,
            client_trust: false,
        }
    }
}

impl SessionSettings {
    /// Checks the ranges.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        const DAY_SECS: i64 = 24 * 60 * 60;
        let range = |field, value: i64, min, max| {
            let fits = (min..=max).contains(&value);
            if fits { Ok(()) } else { Err(SettingsError::OutOfRange { field, min, max }) }
        };
        // Less than a minute could run out while the user still types.
        range("reverification_max_age_secs", self.reverification_max_age_secs, 60, DAY_SECS)?;
        let inactivity = self.inactivity_secs.map(|secs| range("inactivity_secs", secs, 60, 3650 * DAY_SECS));
        inactivity.unwrap_or(Ok(()))
    }
}
