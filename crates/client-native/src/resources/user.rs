//! Users.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Verification, or_default};

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct User {
    /// The id, `sub` in tokens.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// Name to sign in with.
    pub username: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Picture of the user.
    pub image_url: Option<String>,
    /// The address that mail goes to.
    pub primary_email_address_id: Option<String>,
    /// All addresses.
    #[serde(deserialize_with = "or_default")]
    pub email_addresses: Vec<EmailAddress>,
    /// Whether there is a password.
    #[serde(deserialize_with = "or_default")]
    pub password_enabled: bool,
    /// Whether any second factor is set up.
    #[serde(deserialize_with = "or_default")]
    pub two_factor_enabled: bool,
    /// What another system calls this user.
    pub external_id: Option<String>,
    /// Written by backends, read by everyone.
    #[serde(deserialize_with = "or_default")]
    pub public_metadata: Map<String, Value>,
    /// Written and read by everyone, the user included.
    #[serde(deserialize_with = "or_default")]
    pub unsafe_metadata: Map<String, Value>,
    /// When a sign-in last completed.
    pub last_sign_in_at: Option<i64>,
    /// When the user was made.
    pub created_at: Option<i64>,
    /// When anything of the user last changed.
    pub updated_at: Option<i64>,
}

impl User {
    /// The address that mail goes to.
    #[must_use]
    pub fn primary_email_address(&self) -> Option<&str> {
        let primary = self.primary_email_address_id.as_deref()?;
        let address = self.email_addresses.iter().find(|address| address.id == primary)?;
        Some(&address.email_address)
    }
}

/// An e-mail address of a user.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct EmailAddress {
    /// Its id.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// The address.
    #[serde(deserialize_with = "or_default")]
    pub email_address: String,
    /// Whether it is proved to be the user's.
    pub verification: Option<Verification>,
}
