//! Passkeys of users.

use serde::Serialize;

use crate::ids::IdentificationId;
use crate::time::UnixMs;
use crate::verification::Verification;

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "passkey")]
pub struct Passkey {
    /// Its id.
    pub id: IdentificationId,
    /// What its user calls it.
    pub name: String,
    /// When it was last used to sign in.
    pub last_used_at: Option<UnixMs>,
    /// How it was or is being proved.
    pub verification: Option<Verification>,
    /// When it was added. Not in the Backend API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<UnixMs>,
    /// When it last changed. Not in the Backend API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<UnixMs>,
}
