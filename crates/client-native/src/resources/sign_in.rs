//! Sign-in attempts.

use serde::Deserialize;

use super::{Verification, or_default};

/// A sign-in attempt.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SignInResource {
    /// Its id.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// How far it has come.
    #[serde(deserialize_with = "or_default")]
    pub status: SignInStatus,
    /// What it started with.
    pub identifier: Option<String>,
    /// Ways to prove the first factor, once the user is known.
    #[serde(deserialize_with = "or_default")]
    pub supported_first_factors: Vec<Factor>,
    /// Ways to prove the second factor, once the first is.
    #[serde(deserialize_with = "or_default")]
    pub supported_second_factors: Vec<Factor>,
    /// The proof of the first factor.
    pub first_factor_verification: Option<Verification>,
    /// The proof of the second factor.
    pub second_factor_verification: Option<Verification>,
    /// The session, once complete.
    pub created_session_id: Option<String>,
}

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SignInStatus {
    /// Nobody knows yet who wants to sign in.
    NeedsIdentifier,
    /// The user is known and has to prove it.
    NeedsFirstFactor,
    /// And has to prove it in a second way.
    NeedsSecondFactor,
    /// Proved, but a new password must be set.
    NeedsNewPassword,
    /// There is a session.
    Complete,
    /// Not finished in time.
    Abandoned,
    /// One that this version does not know.
    #[default]
    #[serde(other)]
    Unknown,
}

/// One way in which a user can prove who they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Factor {
    /// For example `password` or `email_code`.
    #[serde(deserialize_with = "or_default")]
    pub strategy: String,
    /// The identifier with its middle hidden.
    pub safe_identifier: Option<String>,
    /// Which address the code goes to.
    pub email_address_id: Option<String>,
    /// Which number the code goes to.
    pub phone_number_id: Option<String>,
    /// Whether it belongs to the primary identifier.
    pub primary: Option<bool>,
}
