//! The Frontend API, endpoint by endpoint, through the whole router.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod attributes;
mod client;
mod client_trust;
mod client_uat;
mod cors;
mod dev_browser;
mod email_addresses;
mod email_links;
mod error_table;
mod external_accounts;
mod handshake;
mod me;
mod oauth;
mod oauth_attacks;
mod oauth_pages;
mod oauth_transfer;
mod passkeys;
mod password_rules;
mod phone_codes;
mod phone_numbers;
mod profile_image;
mod proxy;
mod races;
mod redirects;
mod refresh;
mod remove_password;
mod reset_password;
mod reverification;
mod satellites;
mod second_factors;
mod service_tokens;
mod session_answers;
mod session_lifetimes;
mod session_tasks;
mod session_tokens;
mod sessions;
mod sign_ins;
mod sign_ups;
mod support;
mod tickets;
mod user_metadata;
mod user_sessions;
mod web3_wallets;
mod well_known;
