//! Tokens for end-to-end tests.

use serde::Serialize;

use crate::time::UnixMs;

/// Lets the requests that carry it past bot protection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "testing_token")]
pub struct TestingToken {
    /// Goes into the query as `__clerk_testing_token`.
    pub token: String,
    /// When it ends, in **seconds**: the one time on the wire that is not in
    /// milliseconds (`docs/compat.md`).
    pub expires_at: i64,
}

impl TestingToken {
    /// A token that ends at `expires_at`.
    #[must_use]
    pub fn new(token: String, expires_at: UnixMs) -> Self {
        Self { token, expires_at: expires_at.as_secs() }
    }
}
