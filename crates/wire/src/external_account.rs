//! Accounts of users at identity providers, the same in both APIs.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ids::IdentificationId;
use crate::time::UnixMs;
use crate::verification::Verification;

/// An account at an identity provider.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "external_account")]
pub struct ExternalAccount {
    /// Its id.
    pub id: IdentificationId,
    /// `oauth_` and the provider's name.
    pub provider: String,
    /// Its id among everything the user is known by; the same id here.
    pub identification_id: IdentificationId,
    /// What the provider calls the user; empty until the provider was asked.
    pub provider_user_id: String,
    /// What the provider lets us see, separated by blanks.
    pub approved_scopes: String,
    /// The address that the provider knows.
    pub email_address: String,
    /// Whether the provider has verified it; `null` if it does not say.
    pub email_address_verified: Option<bool>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Picture.
    pub image_url: Option<String>,
    /// Name to sign in with there.
    pub username: Option<String>,
    /// Phone number.
    pub phone_number: Option<String>,
    /// Always empty.
    pub public_metadata: Map<String, Value>,
    /// Always `null`.
    pub label: Option<String>,
    /// When it was connected.
    pub created_at: UnixMs,
    /// When it was last used or changed.
    pub updated_at: UnixMs,
    /// How it was or is being proved.
    pub verification: Option<Verification>,
}

/// A token that opens a provider's own API, for backends only.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "oauth_access_token")]
pub struct OauthAccessToken {
    /// Of which account.
    pub external_account_id: IdentificationId,
    /// What the provider calls the user.
    pub provider_user_id: String,
    /// The token.
    pub token: String,
    /// When it ends, if the provider says.
    pub expires_at: Option<UnixMs>,
    /// `oauth_` and the provider's name.
    pub provider: String,
    /// Always empty.
    pub public_metadata: Map<String, Value>,
    /// Always `null`.
    pub label: Option<String>,
    /// What it is good for.
    pub scopes: Vec<String>,
    /// What the provider signed about the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
}
