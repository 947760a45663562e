//! What a sign-up is to be verified by.

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field};
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{email_link, oauth, prepare_verification::send_code, web3};
use crate::{
    extract::{Cx, Form},
    fapi::oauth::{PREFIX, Way},
    present::{ApiError, Reply},
};

/// A proof that begins with something: a message, a provider's page, a wallet's question.
pub(super) enum Proof {
    Code(Strategy),
    Link,
    Account(Box<Way>),
    Wallet(Strategy),
}

impl Proof {
    /// Reads what belongs to a strategy.
    ///
    /// # Errors
    /// `form_param_value_invalid` for another strategy, and what is wrong with a provider's fields.
    pub(super) async fn read(cx: &Cx, form: &Form, strategy: &str) -> Result<Self, ApiError> {
        Ok(match strategy {
            "email_code" => Self::Code(Strategy::EmailCode),
            "phone_code" => Self::Code(Strategy::PhoneCode),
            "email_link" => Self::Link,
            _ if strategy.starts_with(PREFIX) => {
                Self::Account(Box::new(Way::read(cx, form, strategy).await?))
            }
            _ => {
                let wallet = nightdesk_auth::web3::strategy(strategy);
                Self::Wallet(wallet.ok_or(Refusal::Unfit(Field::Strategy))?)
            }
        })
    }

    /// Begins it for a sign-up: sends the message, leads to the provider, or asks the wallet.
    ///
    /// # Errors
    /// `form_param_value_invalid` for a strategy that the instance has not, `form_param_nil` without an address, a number or a
    /// wallet, `verification_already_verified`, `too_many_requests`, `resource_not_found`, `service_unavailable`.
    pub(super) async fn begin(&self, cx: &Cx, form: &Form, id: &SignUpId) -> Result<Reply<SignUp>, ApiError> {
        match self {
            Self::Code(strategy) => send_code(cx, id, *strategy).await,
            Self::Link => email_link::send(cx, id, form.filled("redirect_url")?.as_deref()).await,
            Self::Account(way) => oauth::prepare(cx, id, way).await,
            Self::Wallet(strategy) => web3::prepare(cx, id, *strategy).await,
        }
    }
}
