//! The handshake: how a server-side application gets the cookies of a session (`docs/protocol.md`, "Handshake").
//!
//! Only the application's own host can set them, and only the frontend API knows what to put into them. So the
//! application sends the browser here, and the browser comes back with a signed list of cookies to set.

mod directives;
mod redirect;

pub use directives::{Claims, Outcome, SignedIn, directives};
pub use redirect::{Redirect, redirect};
