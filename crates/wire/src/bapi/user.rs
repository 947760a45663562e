//! Users as backends see them.

use serde::Serialize;
use serde_json::{Map, Value};

/// A user, with what only backends may know.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct User {
    /// What everyone may know.
    #[serde(flatten)]
    pub user: crate::user::User,
    /// Read and written by backends only.
    pub private_metadata: Map<String, Value>,
    /// The language that the user prefers, as BCP 47 has it.
    pub locale: Option<String>,
    /// Whether a password alone is enough on new devices.
    pub bypass_client_trust: bool,
}

/// How many there are of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "total_count")]
pub struct TotalCount {
    /// That many.
    pub total_count: i64,
}
