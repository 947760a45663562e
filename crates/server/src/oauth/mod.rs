//! The talk with identity providers. What is asked and believed is decided in `nightdesk_auth::oauth`.

mod check;
mod discovery;
mod exchange;
mod keys;
mod tokens;

pub(crate) use check::{Finding, check};
pub(crate) use discovery::discover;
pub(crate) use exchange::{ExchangeError, Returned, identify, identify_by_token};
pub(crate) use keys::PublishedKeys;
pub(crate) use tokens::{refresh, revoke};
