//! Holds answers of the server against the vendored API contracts.
//!
//! A mismatch names the operation, where in the body it is and what is wrong.
//! Compiled schemas are kept for the life of the process.

mod contract;
mod spoil;
mod translate;
mod violation;

use serde_json::Value;

use contract::Contract;
pub use violation::Violation;

/// One of the two APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    /// The Frontend API.
    Fapi,
    /// The Backend API. Its paths may be given with or without `/v1`.
    Bapi,
}

/// An answer as it came over the wire.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// HTTP status.
    pub status: u16,
    /// Value of the `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// Body, possibly empty.
    pub body: &'a [u8],
}

/// Checks a JSON body against the contract of an operation.
///
/// `path` is as requested: with real ids, with or without a query; a
/// `_method` in the query overrides `method`, as it does on the server.
///
/// # Errors
/// [`Violation`] if the operation is not documented, does not document the
/// status, or documents another body.
pub fn check(api: Api, method: &str, path: &str, status: u16, body: &Value) -> Result<(), Violation> {
    Contract::of(api).check(method, path, status, Some(body))
}

/// Like [`check`], and also checks that the body is JSON and says so exactly
/// where the contract has one. Official SDKs compare the content type as text
/// (`docs/protocol.md`, "Backend API").
///
/// # Errors
/// [`Violation`], as for [`check`].
pub fn check_answer(api: Api, method: &str, path: &str, answer: &Answer<'_>) -> Result<(), Violation> {
    let contract = Contract::of(api);
    if answer.body.is_empty() {
        return contract.check(method, path, answer.status, None);
    }
    let violation = |reason: String| Violation::about(api, method, path, answer.status, reason);
    if !contract.has_json_body(method, path, answer.status)? {
        return Ok(());
    }
    if answer.content_type != Some("application/json") {
        let found = answer.content_type.unwrap_or("missing");
        return Err(violation(format!("Content-Type is `{found}`, not exactly `application/json`")));
    }
    let body =
        serde_json::from_slice(answer.body).map_err(|e| violation(format!("the body is not JSON: {e}")))?;
    contract.check(method, path, answer.status, Some(&body))
}

/// Checks `value` against a named schema of a contract, for example `Client.SignIn`.
///
/// # Errors
/// [`Violation`] if there is no such schema or the value does not match it.
pub fn check_schema(api: Api, schema: &str, value: &Value) -> Result<(), Violation> {
    Contract::of(api).check_schema(schema, value)
}

/// Whether a contract has the operation that a request asks for.
#[must_use]
pub fn is_documented(api: Api, method: &str, path: &str) -> bool {
    Contract::of(api).is_documented(method, path)
}

/// The operation that a request asks for, as `docs/coverage.md` names it: `bapi GET /v1/users/{user_id}`.
#[must_use]
pub fn operation_of(api: Api, method: &str, path: &str) -> Option<String> {
    Contract::of(api).name(method, path)
}

/// The status that says yes where an operation documents no success with a body.
#[must_use]
pub fn bodiless_success(api: Api, method: &str, path: &str) -> Option<u16> {
    Contract::of(api).bodiless_success(method, path)
}

/// Another body that the contract allows in place of `body`, as different as it can be.
#[must_use]
pub fn spoilt(api: Api, method: &str, path: &str, status: u16, body: &Value) -> Value {
    let schema = Contract::of(api).schema(method, path, status).unwrap_or_default();
    let is_valid = |body: &Value| check(api, method, path, status, body).is_ok();
    spoil::Spoiler::new(&schema, &is_valid).spoil(body)
}

/// Every documented operation of an API as method, path pattern and operation id,
/// in the order of the contract. Paths of the Backend API start with `/v1`.
#[must_use]
pub fn operations(api: Api) -> Vec<(String, String, String)> {
    Contract::of(api).operations()
}
