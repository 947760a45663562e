//! What an instance is set up to do: `GET /v1/environment`, answered without an
//! envelope.
//!
//! The contract closes every object here, so the shapes hold exactly its
//! fields; some that the SDKs would also read may not be sent
//! (`docs/compat.md`). `Default` stands for "this feature is off".

mod auth_config;
mod display_config;
mod features;
mod user_settings;

use serde::Serialize;

pub use auth_config::{AuthConfig, NativeSettings, Presence};
pub use display_config::{DisplayConfig, PageUrls};
pub use features::{
    ApiKeysSettings, Billing, BillingFor, CommerceSettings, FraudSettings, NativeFraudSettings,
    OrganizationActions, OrganizationDomains, OrganizationSettings, OrganizationSlug, ProtectConfig,
};
pub use user_settings::{
    Actions, Attribute, Attributes, EmailLinkProtection, Enabled, EnterpriseSso, PasskeySettings,
    PasswordSettings, Protection, Restrictions, SecondFactor, SignInSettings, SignUpMode, SignUpSettings,
    UserLockout, UserSettings, UsernameSettings,
};

/// All public settings of an instance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Environment {
    /// How users prove who they are.
    pub auth_config: AuthConfig,
    /// Names, pages and pictures.
    pub display_config: DisplayConfig,
    /// What users have and what they may do.
    pub user_settings: UserSettings,
    /// Organizations.
    pub organization_settings: OrganizationSettings,
    /// Device attestation.
    pub fraud_settings: FraudSettings,
    /// Payments.
    pub commerce_settings: CommerceSettings,
    /// API keys of users and organizations.
    pub api_keys_settings: ApiKeysSettings,
    /// Bot protection.
    pub protect_config: ProtectConfig,
    /// Whether clients should report their logs.
    pub client_debug_mode: bool,
    /// Whether cookies are partitioned by top-level site.
    pub partitioned_cookies: bool,
    /// Whether changes are refused for now.
    pub maintenance_mode: bool,
}
