//! Templates of tokens.

use alloc::string::String;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ids::JwtTemplateId;
use crate::time::UnixMs;

/// A template of tokens that services of others read. A key of its own is written and never shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "jwt_template")]
pub struct JwtTemplate {
    /// Its id.
    pub id: JwtTemplateId,
    /// What callers ask for it by.
    pub name: String,
    /// The claims, with shortcodes as they were written.
    pub claims: Map<String, Value>,
    /// How long its tokens hold, in seconds.
    pub lifetime: i64,
    /// How far `nbf` lies back, in seconds.
    pub allowed_clock_skew: i64,
    /// Whether a key of its own signs.
    pub custom_signing_key: bool,
    /// How its tokens are signed.
    pub signing_algorithm: String,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
