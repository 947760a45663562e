//! The Frontend API, endpoint by endpoint, through the whole router.

mod client;
mod cors;
mod handshake;
mod me;
mod races;
mod session_tokens;
mod sessions;
mod sign_ins;
mod sign_ups;
mod support;
