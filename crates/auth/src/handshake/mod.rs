//! The handshake: how a server-side application gets the cookies of a session (`docs/protocol.md`, "Handshake").
//!
//! Only the application's own host can set them, and only the frontend API knows what to put into them. So the
//! application sends the browser here, and the browser comes back with a signed list of cookies to set.

mod directives;
mod redirect;

pub use directives::{Claims, Outcome, SignedIn, directives, refreshed};
pub use redirect::{Form, Redirect, redirect};

/// How long a handshake waits to be fetched: for one redirect and one request.
pub const NONCE_SECS: i64 = 60;
