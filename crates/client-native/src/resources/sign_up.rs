//! Sign-up attempts.

use serde::Deserialize;

use super::or_default;

/// A sign-up attempt.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SignUpResource {
    /// Its id.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// How far it has come.
    #[serde(deserialize_with = "or_default")]
    pub status: SignUpStatus,
    /// Fields that must be there on this instance.
    #[serde(deserialize_with = "or_default")]
    pub required_fields: Vec<String>,
    /// Required fields that are not there yet.
    #[serde(deserialize_with = "or_default")]
    pub missing_fields: Vec<String>,
    /// Fields that are there and not verified yet.
    #[serde(deserialize_with = "or_default")]
    pub unverified_fields: Vec<String>,
    /// The e-mail address.
    pub email_address: Option<String>,
    /// The username.
    pub username: Option<String>,
    /// The session, once complete.
    pub created_session_id: Option<String>,
    /// The user, once complete.
    pub created_user_id: Option<String>,
}

/// How far a sign-up has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SignUpStatus {
    /// Fields are missing or unverified.
    MissingRequirements,
    /// There is a user and a session.
    Complete,
    /// Not finished in time.
    Abandoned,
    /// One that this version does not know.
    #[default]
    #[serde(other)]
    Unknown,
}
