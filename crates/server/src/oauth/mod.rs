//! The talk with identity providers. What is asked and believed is decided in `nightdesk_auth::oauth`.

mod check;
mod discovery;
mod exchange;
mod tokens;

pub(crate) use check::{Finding, check};
pub(crate) use discovery::discover;
pub(crate) use exchange::{Returned, identify};
pub(crate) use tokens::{refresh, revoke};
