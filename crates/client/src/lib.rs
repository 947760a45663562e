//! The client core: what `createClerkClient()` decides, without doing any IO.
//!
//! A host (the TypeScript shim, or a native program) hands a [`Port`] commands, performs the effects it asks
//! for and hands in what came of them. Time and randomness come in with every message, so the same messages
//! always give the same effects. Only what `state::State` holds is ever saved: a context that dies is a
//! machine dropped, and the next one starts from storage.
//!
//! ```text
//! call (command, now) -> effects -> done (effect, what came of it, now) -> effects -> ... -> reply
//! ```
//!
//! The boundary is JSON text for native hosts too. Typed commands and effects in front of it were a third of
//! the module, whose size every extension pays for; so flows write effects and read answers as JSON, and
//! [`codec`] says what stands in them.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod codec;
mod cookies;
mod error;
mod flows;
mod http;
mod json;
mod key;
mod machine;
mod manifest;
mod state;
mod text;
mod token;
mod view;
mod write;

pub use codec::Port;
