//! How users prove who they are.

use serde::Serialize;

use crate::ids::InstanceId;
use crate::time::UnixMs;

/// Whether a field is there when signing up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// May be there.
    On,
    /// Is not known.
    #[default]
    Off,
    /// Must be there.
    Required,
}

/// How users prove who they are, in the older of two descriptions; the newer is
/// [`UserSettings`](super::UserSettings).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "auth_config")]
pub struct AuthConfig {
    /// The instance.
    pub id: InstanceId,
    /// First name at sign-up.
    pub first_name: Presence,
    /// Last name at sign-up.
    pub last_name: Presence,
    /// E-mail address at sign-up.
    pub email_address: Presence,
    /// Phone number at sign-up.
    pub phone_number: Presence,
    /// Username at sign-up.
    pub username: Presence,
    /// Password at sign-up.
    pub password: Presence,
    /// Sets of identifiers of which one must be complete.
    pub identification_requirements: Vec<Vec<&'static str>>,
    /// What a sign-in can start with.
    pub identification_strategies: Vec<&'static str>,
    /// Ways to prove the first factor.
    pub first_factors: Vec<&'static str>,
    /// Ways to prove the second factor.
    pub second_factors: Vec<&'static str>,
    /// Ways to verify an e-mail address.
    pub email_address_verification_strategies: Vec<&'static str>,
    /// Whether a client holds at most one session.
    pub single_session_mode: bool,
    /// Whether mail goes out under a shared domain of the service.
    pub enhanced_email_deliverability: bool,
    /// Whether the reserved test addresses take the reserved code.
    pub test_mode: bool,
    /// Whether development goes without cookies of the frontend API.
    pub cookieless_dev: bool,
    /// Whether sessions travel between hosts in URLs.
    pub url_based_session_syncing: bool,
    /// When a trial application was taken over by an account.
    pub claimed_at: Option<UnixMs>,
    /// Whether sensitive calls need a recent proof.
    pub reverification: bool,
    /// Applications that are no web pages.
    pub native_settings: NativeSettings,
}

/// Settings for applications that are no web pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "native_settings")]
pub struct NativeSettings {
    /// Whether they may call the Frontend API.
    pub api_enabled: bool,
    /// Whether a known device is a factor.
    pub trusted_device_sign_in_enabled: bool,
    /// Whether a sign-in offers to make the device known.
    pub trusted_device_enrollment_prompt_after_sign_in_enabled: bool,
    /// Whether a sign-up offers to make the device known.
    pub trusted_device_enrollment_prompt_after_sign_up_enabled: bool,
}
