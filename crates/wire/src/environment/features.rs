//! Settings of features beside the users themselves.

use serde::Serialize;
use serde_json::{Map, Value};

/// Organizations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrganizationSettings {
    /// Whether there are any.
    pub enabled: bool,
    /// Most members that one may have.
    pub max_allowed_memberships: u32,
    /// What administrators may do.
    pub actions: OrganizationActions,
    /// Joining by e-mail domain.
    pub domains: OrganizationDomains,
    /// Names in URLs.
    pub slug: OrganizationSlug,
    /// Role of whoever makes one.
    pub creator_role: &'static str,
}

impl Default for OrganizationSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            max_allowed_memberships: 5,
            actions: OrganizationActions::default(),
            domains: OrganizationDomains::default(),
            slug: OrganizationSlug { disabled: true },
            creator_role: "org:admin",
        }
    }
}

/// What administrators of an organization may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OrganizationActions {
    /// Delete it.
    pub admin_delete: bool,
}

/// Joining an organization by e-mail domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrganizationDomains {
    /// Whether that is possible.
    pub enabled: bool,
    /// In which ways.
    pub enrollment_modes: Vec<&'static str>,
    /// Role of those who join that way.
    pub default_role: &'static str,
}

impl Default for OrganizationDomains {
    fn default() -> Self {
        Self { enabled: false, enrollment_modes: Vec::new(), default_role: "org:member" }
    }
}

/// Names of organizations in URLs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OrganizationSlug {
    /// Whether there are none.
    pub disabled: bool,
}

/// Device attestation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "fraud_settings")]
pub struct FraudSettings {
    /// For applications that are no web pages.
    pub native: NativeFraudSettings,
}

/// Device attestation of applications that are no web pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NativeFraudSettings {
    /// `disabled`, `onboarding` or `enforced`.
    pub device_attestation_mode: &'static str,
}

impl Default for NativeFraudSettings {
    fn default() -> Self {
        Self { device_attestation_mode: "disabled" }
    }
}

/// Payments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CommerceSettings {
    /// Subscriptions. SDKs read both of its parts without asking whether they are there.
    pub billing: Billing,
}

/// Subscriptions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Billing {
    /// Key of the payment service.
    pub stripe_publishable_key: Option<String>,
    /// Whether a trial needs a means of payment.
    pub free_trial_requires_payment_method: bool,
    /// Subscriptions of users.
    pub user: BillingFor,
    /// Subscriptions of organizations.
    pub organization: BillingFor,
}

/// Subscriptions of one kind of payer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BillingFor {
    /// Whether there are any.
    pub enabled: bool,
    /// Whether any costs money.
    pub has_paid_plans: bool,
}

/// API keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ApiKeysSettings {
    /// Whether there are any.
    pub enabled: bool,
    /// Whether users have them.
    pub user_api_keys_enabled: bool,
    /// Whether organizations have them.
    pub orgs_api_keys_enabled: bool,
}

/// Bot protection by scripts in the page. Always empty: this product loads no
/// remote code.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ProtectConfig {
    /// Scripts to load.
    pub loaders: [Map<String, Value>; 0],
}
