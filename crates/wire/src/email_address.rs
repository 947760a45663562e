//! E-mail addresses of users, the same in both APIs.

use serde::Serialize;

use crate::ids::EmailAddressId;
use crate::time::UnixMs;
use crate::verification::Verification;

/// An e-mail address of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "email_address")]
pub struct EmailAddress {
    /// Its id.
    pub id: EmailAddressId,
    /// The address.
    pub email_address: String,
    /// Kept for its user although it is not verified yet.
    pub reserved: bool,
    /// How it was or is being verified.
    pub verification: Option<Verification>,
    /// External accounts that have the same address.
    pub linked_to: Vec<IdentificationLink>,
    /// Whether an enterprise connection is responsible for its domain.
    pub matches_sso_connection: bool,
    /// When it was added.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}

/// Another identification of the same user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentificationLink {
    /// Its kind, for example `oauth_google`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id.
    pub id: String,
}
