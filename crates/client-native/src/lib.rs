//! A client of the Frontend API for Rust programs: it signs people in, remembers them, and hands out session
//! tokens that work.
//!
//! What is decided is decided by the same core that runs in browser extensions (`nightdesk-client`): when a
//! token is renewed, who may ask the server, what proves that somebody is signed out. This crate is its hands:
//! tokio, reqwest, files or the system's keyring.
//!
//! ```no_run
//! use nightdesk_client_native::{Client, FileStorage, Params};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("pk_test_YXV0aC5uaWdodGRlc2subG9jYWxob3N0OjQ0MDAk")
//!     .storage(FileStorage::open("/var/lib/my-program/auth")?)
//!     .build()?;
//!
//! if !client.load().await?.is_signed_in() {
//!     client.sign_in().create(Params::password("ada@example.com", "correct horse battery")).await?;
//! }
//! if let Some(token) = client.session_token().await? {
//!     // Good for at least a few seconds more; ask again before each use instead of keeping it.
//!     send_it_to_your_backend(token.expose());
//! }
//! # Ok(())
//! # }
//! # fn send_it_to_your_backend(_: &str) {}
//! ```
//!
//! # What holds
//!
//! - **A token that is given out works.** [`Client::session_token`] answers from storage while the token there
//!   is good, and otherwise mints one; a wrong clock does no harm.
//! - **One mint for everybody.** Callers of one client, clients of one process and processes that share a
//!   storage cause one request; the others find its token.
//! - **Signed out only on proof.** No time-out, no 5xx, no storage trouble signs anybody out.
//! - **Nothing is lost to a crash.** Only storage counts. A program that dies in mid-request is a machine
//!   dropped; the next one asks the server what became of the request.
//! - **No secret is printed.** [`SessionToken`] hides itself from `Debug`, errors and log lines carry neither
//!   tokens nor URLs.
//!
//! # Storage
//!
//! [`MemoryStorage`] (the default) forgets everything with the program. [`FileStorage`] keeps files that only
//! their owner may read, replaced whole, with locks that processes share. `KeyringStorage` (feature `keyring`)
//! seals such files with a key that the system's keyring holds. [`Storage`] is the trait behind them.
//!
//! # Development
//!
//! The key of an instance on this machine names a host below `.localhost`. The client finds it without a
//! resolver's help and speaks plain HTTP to it. For HTTPS with a certificate of a local authority, see
//! [`Builder::root_certificate`].
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod auth;
mod builder;
mod client;
mod core;
mod driver;
mod effects;
mod error;
mod http;
mod params;
mod resolve;
mod resources;
mod sign_in;
mod sign_up;
mod storage;
mod time;
mod token;

pub use auth::{Auth, Diagnostic, Status};
pub use builder::Builder;
pub use client::Client;
pub use error::{ApiError, Error, Refusal, Result};
pub use params::Params;
pub use resources::{
    ClientResource, EmailAddress, Factor, Session, SessionStatus, SignInResource, SignInStatus,
    SignUpResource, SignUpStatus, User, Verification,
};
pub use sign_in::{SignIn, SignIns};
pub use sign_up::{SignUp, SignUps};
#[cfg(feature = "keyring")]
pub use storage::KeyringStorage;
pub use storage::{Area, FileStorage, Held, MemoryStorage, Storage};
pub use time::{SystemTime, Time};
pub use token::{GetToken, SessionToken};
