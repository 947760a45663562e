//! Sign-in at identity providers: OAuth 2.0 (RFC 6749) with PKCE (RFC 7636), and OpenID Connect where there is an
//! `id_token`.

mod begin;
mod claims;
mod connection;
mod id_token;
mod preset;
mod proof;
mod provider;

pub use begin::{LIFETIME_SECS, Wanted, begin, callback_url, with_nonce};
pub use claims::{address_of_list, identity};
pub use connection::{ConnectionError, check, is_reachable};
pub use id_token::{Untrusted, check as check_id_token, check_given as check_given_id_token};
pub use preset::{PRESETS, Preset};
pub use proof::{fail, is_waiting_for, prove, transfer, transferable, waiting};
pub use provider::{Provider, is_provider_name, strategy};
