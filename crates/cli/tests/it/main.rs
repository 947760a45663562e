//! The real binary, started the way a developer or a script starts it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod assets;
mod dashboard;
mod dev;
mod doctor;
mod extension_key;
mod keys;
mod outbox;
mod serve;
mod support;
mod token;
