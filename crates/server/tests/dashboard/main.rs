//! The dashboard: its link, its API, its files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod allowed_origins;
mod files;
mod outbox;
mod secret_keys;
mod support;
mod users;
