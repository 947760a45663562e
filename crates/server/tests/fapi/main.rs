//! The Frontend API, endpoint by endpoint, through the whole router.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod client;
mod cors;
mod email_addresses;
mod handshake;
mod me;
mod races;
mod reset_password;
mod second_factors;
mod session_tokens;
mod sessions;
mod sign_ins;
mod sign_ups;
mod support;
mod user_metadata;
mod user_sessions;
