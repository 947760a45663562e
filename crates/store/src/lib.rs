//! What is durable: one SQL text for SQLite and PostgreSQL, and a module per group of tables.
//!
//! Everything goes through two calls. [`Store::read`] looks, [`Store::write`] changes; both take an async closure over
//! a [`Tx`], and no slow work (hashing, signing, mail) belongs inside one. SQL is written once, in the subset both
//! databases share: `TEXT` ids, `BIGINT` milliseconds, `BOOLEAN`, JSON as `TEXT`, `$n` parameters,
//! `INSERT ... ON CONFLICT ... RETURNING`. Nothing outside `sqlite/` and `postgres/` knows which one it talks to.

pub mod actor_tokens;
pub mod admins;
pub mod applications;
mod attempts;
pub mod backend_verifications;
pub mod client_links;
pub mod clients;
pub mod compromised_passwords;
pub mod dashboard;
pub mod dev_browsers;
pub mod email_addresses;
mod error;
pub mod events;
mod filter;
pub mod handshakes;
pub mod identifications;
pub mod images;
pub mod imports;
pub mod instances;
pub mod invitations;
pub mod jwt_templates;
pub mod listed_identifiers;
pub mod message_counts;
pub mod message_templates;
mod migrate;
pub mod oauth_attempts;
mod open_error;
pub mod outbox;
mod param;
pub mod phone_numbers;
mod postgres;
pub mod redirect_urls;
pub mod refresh_tokens;
pub mod reverifications;
mod row;
pub mod secret_keys;
pub mod sessions;
pub mod sign_in_tokens;
pub mod sign_ins;
pub mod sign_ups;
mod sqlite;
mod store;
pub mod testing_tokens;
mod tx;
mod url;
pub mod user_terms;
pub mod users;
pub mod waitlist_entries;

pub use error::{Error, Result};
pub use open_error::OpenError;
pub use param::Param;
pub use row::{Columns, Row};
pub use store::Store;
pub use tx::Tx;
pub use url::DatabaseUrl;
