//! The client against the real server, over real sockets and real files. Only time is made.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod schedules;
mod server;
mod sharing;
mod sign_in;
mod time;
mod tokens;
mod trouble;
