//! Every test here runs on SQLite and on PostgreSQL, except those about opening an SQLite file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod activity;
mod actor_tokens;
mod client_links;
mod compromised_passwords;
mod coverage;
mod dashboard;
mod fixtures;
mod handshakes;
mod identities;
mod message_counts;
mod message_templates;
mod open;
mod phone_numbers;
mod places;
mod plans;
mod races;
mod redirect_urls;
mod restrictions;
mod reverifications;
mod seam;
mod searches;
mod tables;
mod tls;
mod user_terms;
