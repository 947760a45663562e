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
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self { reverification: true, reverification_max_age_secs: 10 * 60 }
    }
}

impl SessionSettings {
    /// Checks the ranges.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        // Less than a minute could run out while the user still types.
        let (min, max) = (60, 24 * 60 * 60);
        if !(min..=max).contains(&self.reverification_max_age_secs) {
            return Err(SettingsError::OutOfRange { field: "reverification_max_age_secs", min, max });
        }
        Ok(())
    }
}
