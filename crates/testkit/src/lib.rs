//! What the tests share.
//!
//! - [`database`]: a fresh database per test, and [`on_both_databases!`] that runs a test on SQLite and PostgreSQL;
//! - [`postgres`]: the throw-away PostgreSQL cluster behind it;
//! - [`spec`]: answers held against the API contracts;
//! - [`clock`] and [`rng`]: time set by hand and randomness that repeats.

pub mod clock;
pub mod database;
pub mod postgres;
pub mod rng;
pub mod spec;

pub use clock::MockClock;
pub use database::TestDatabase;
pub use rng::SeededRng;
