//! Session tokens.

use serde::Serialize;

/// A session token, answered without an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "token")]
pub struct Token {
    /// The token in compact form.
    pub jwt: String,
}
