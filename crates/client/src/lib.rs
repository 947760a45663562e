//! The client core: what `createClerkClient()` decides, without doing any IO.
//!
//! A host (the TypeScript shim, or a native program) hands the [`Machine`] commands, performs the
//! [`Effect`]s it asks for and hands the outputs back. Time and randomness come in with every call, so
//! the same inputs always give the same outputs. Only what [`state::State`] holds is ever saved: a
//! context that dies is a machine dropped, and the next one starts from storage.
//!
//! ```text
//! dispatch(call, command, now) -> effects -> resolve(effect, output, now) -> effects -> ... -> Reply
//! ```
#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod codec;
mod cookies;
mod effect;
mod encode;
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

pub use effect::{
    Answer, Area, Command, CookieJar, CookieTrouble, Effect, Failure, Output, Reply, TokenRequest,
};
pub use error::{Error, Result};
pub use json::Json;
pub use key::{InstanceKind, PublishableKey};
pub use machine::{Config, Machine};
pub use manifest::check as check_manifest;
