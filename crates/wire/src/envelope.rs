//! What FAPI answers are wrapped in.

use serde::Serialize;

use crate::client::Client;

/// A resource and, beside it, the client it belongs to as it is now.
///
/// Clients replace all they know by `client`, so every answer to a change
/// carries it complete (`docs/protocol.md`, "Answers").
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Enveloped<T> {
    /// What was asked for.
    pub response: T,
    /// The client; `null` if the caller has none.
    pub client: Option<Client>,
}
