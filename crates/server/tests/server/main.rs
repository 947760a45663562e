//! The server through its whole router. One program, since each takes as long to link and as much disk as the server.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod bapi;
mod coverage;
mod dashboard;
mod fapi;
mod npm;
mod provision;
mod stories;
