//! What a user proves beside the first factor.

use nightdesk_wire::{
    ids::{BackupCodesId, TotpId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

use super::{Digest, Secret};

/// The second factors of a user. Stored as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    #[serde(default)]
    pub totp: Option<Totp>,
    #[serde(default)]
    pub backup_codes: Option<BackupCodes>,
    /// Whether a phone number of the user proves it; the numbers themselves say which.
    #[serde(default)]
    pub phone: bool,
    /// When the first of them was set up.
    #[serde(default)]
    pub enabled_at: Option<UnixMs>,
    /// When the last of them was removed.
    #[serde(default)]
    pub disabled_at: Option<UnixMs>,
}

/// An authenticator application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totp {
    pub id: TotpId,
    /// What application and server share, in base32.
    pub secret: Secret,
    /// Whether the user has shown that the application has the secret.
    pub verified: bool,
    /// The last period whose code was accepted: a code is good once.
    #[serde(default)]
    pub last_period: u64,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// Codes to write down, each good once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupCodes {
    pub id: BackupCodesId,
    /// Digests of those that were not used yet.
    pub unused: Vec<Digest>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

impl SecondFactors {
    /// Whether a sign-in has to prove one.
    #[must_use]
    pub fn enabled(&self) -> bool {
        self.totp_enabled() || self.phone
    }

    /// Whether an authenticator application is set up.
    #[must_use]
    pub fn totp_enabled(&self) -> bool {
        self.totp.as_ref().is_some_and(|totp| totp.verified)
    }

    /// Takes note of a change from `was_enabled`. Backup codes stand in for another factor, so they go with the last one.
    pub fn note_change(&mut self, was_enabled: bool, now: UnixMs) {
        match (was_enabled, self.enabled()) {
            (false, true) => self.enabled_at = Some(now),
            (true, false) => {
                self.disabled_at = Some(now);
                self.backup_codes = None;
            }
            _ => {}
        }
    }
}
