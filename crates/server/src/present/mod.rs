//! Answers: the one place that builds `{response, client}` and `{errors}`.

mod client;
mod environment;
mod error;
mod external_account;
mod passkey;
mod refusal;
mod reply;
mod reverification;
mod session;
mod sign_in;
mod sign_up;
mod template_token;
mod user;
mod verification;
mod web3_wallet;

pub(crate) use client::{client, load_user};
pub(crate) use environment::{LedTo, environment, page_urls};
pub use error::ApiError;
pub(crate) use error::CarriesErrors;
pub(crate) use external_account::external_account;
pub(crate) use passkey::{backend_passkey, passkey};
pub(crate) use reply::{Json, Reply};
pub(crate) use reverification::reverification;
pub(crate) use session::{
    SessionSubject, activity, mint, session, session_base_without_token, session_without_token, tasks,
};
pub(crate) use sign_in::sign_in;
pub(crate) use sign_up::sign_up;
pub(crate) use template_token::{Minting, TemplateToken};
pub(crate) use user::{UserWithAddresses, email_address, phone_number, user};
pub(crate) use web3_wallet::web3_wallet;
