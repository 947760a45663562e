//! Every test here runs on SQLite and on PostgreSQL, except those about opening an SQLite file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod coverage;
mod fixtures;
mod identities;
mod open;
mod races;
mod redirect_urls;
mod reverifications;
mod seam;
mod searches;
mod tables;
mod tls;
