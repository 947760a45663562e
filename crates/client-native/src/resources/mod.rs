//! Resources as the server sends them. Fields that a server leaves out, or sends as `null`, are empty; those that
//! are not listed here are passed over. Times are Unix milliseconds.

mod client;
mod sign_in;
mod sign_up;
mod user;

use serde::{Deserialize, Deserializer};

pub use client::{ClientResource, Session, SessionStatus};
pub use sign_in::{Factor, SignInResource, SignInStatus};
pub use sign_up::{SignUpResource, SignUpStatus};
pub use user::{EmailAddress, User};

use crate::error::{Error, Result};

/// How far a proof has come.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Verification {
    /// `unverified`, `verified`, `expired`, `failed` or `transferable`.
    #[serde(deserialize_with = "or_default")]
    pub status: String,
    /// For example `email_code`.
    pub strategy: Option<String>,
    /// Wrong attempts so far.
    pub attempts: Option<u32>,
    /// Until when the code holds.
    pub expire_at: Option<i64>,
    /// Where to send the user's browser, for OAuth and SSO.
    pub external_verification_redirect_url: Option<String>,
}

/// Reads `null` as the empty value.
fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// Reads a resource.
///
/// # Errors
/// [`Error::UnexpectedResource`].
pub(crate) fn read<T: for<'de> Deserialize<'de>>(json: &serde_json::Value) -> Result<T> {
    T::deserialize(json).map_err(|error| Error::UnexpectedResource { cause: error.to_string() })
}
