//! What SDKs and pages show of an instance.

use serde::{Deserialize, Serialize};

use super::{SettingsError, stored_enum::stored_enum};
use crate::identifier;

/// Longest text that names a version.
const MAX_VERSION_BYTES: usize = 64;

/// What the environment tells of an instance beside its rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Display {
    /// An e-mail address for users in need.
    pub support_email: Option<String>,
    /// Which version of the browser SDK pages should load.
    pub clerk_js_version: Option<String>,
    pub preferred_sign_in: PreferredSignIn,
}

/// What is offered first where there is a password.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PreferredSignIn {
    #[default]
    Password,
    /// A code.
    Otp,
}

stored_enum!(PreferredSignIn { Password = "password", Otp = "otp" });

impl Display {
    /// Checks that each is what it is to be.
    ///
    /// # Errors
    /// The first that is not.
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if self.support_email.as_deref().is_some_and(|text| identifier::email_address(text) != Ok(text)) {
            return Err(SettingsError::NotAnAddress);
        }
        let is_version = |text: &String| {
            text.len() <= MAX_VERSION_BYTES && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        if !self.clerk_js_version.iter().all(is_version) {
            return Err(SettingsError::NotAVersion);
        }
        Ok(())
    }
}
