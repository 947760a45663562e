//! What the tests share.
//!
//! - [`database`]: a fresh database per test, and [`on_both_databases!`] that runs a test on SQLite and PostgreSQL;
//! - [`postgres`]: the throw-away PostgreSQL cluster behind it;
//! - [`app`] (feature `app`): the server in process, called by browsers and backends;
//! - [`provider`] (feature `app`): an identity provider on loopback;
//! - [`authenticator`] and [`wallet`] (feature `app`): a passkey and a wallet in software;
//! - [`spec`]: answers held against the API contracts;
//! - [`clock`] and [`rng`]: time set by hand and randomness that repeats.

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod authenticator;
pub mod clock;
pub mod database;
pub mod postgres;
#[cfg(feature = "app")]
pub mod provider;
pub mod rng;
pub mod spec;
#[cfg(feature = "app")]
pub mod wallet;

#[cfg(feature = "app")]
pub use app::{Answer, Backend, Browser, Identity, TestApp};
#[cfg(feature = "app")]
pub use authenticator::Authenticator;
pub use clock::MockClock;
pub use database::TestDatabase;
#[cfg(feature = "snapshots")]
pub use insta;
#[cfg(feature = "app")]
pub use provider::{Fault, Person, TestProvider};
pub use rng::SeededRng;
#[cfg(feature = "app")]
pub use wallet::Wallet;
