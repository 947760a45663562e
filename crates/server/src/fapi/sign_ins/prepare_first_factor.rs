//! POST /v1/client/sign_ins/{sign_in_id}/prepare_first_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, sign_in};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{email_link, oauth, passkey, send_code, web3};
use crate::{
    extract::{Cx, Form, Path},
    fapi::oauth::{PREFIX, Way},
    present::{ApiError, Reply},
};

/// Gets a first factor ready: sends a code to one of the user's verified addresses or numbers, or a link, leads to a
/// provider, or asks a passkey or a wallet.
///
/// # Errors
/// `form_param_value_invalid` for another strategy, address or number, `strategy_for_user_invalid`, `user_locked`,
/// `user_banned`, `too_many_requests`, `resource_not_found`.
pub(super) async fn prepare_first_factor(
    cx: Cx,
    Path(id): Path<SignInId>,
    form: Form,
) -> Result<Reply<SignIn>, ApiError> {
    let strategy = match form.required("strategy")?.as_str() {
        "email_code" => Strategy::EmailCode,
        "reset_password_email_code" => Strategy::ResetPasswordEmailCode,
        "email_link" => {
            let (address, redirect_url) = (form.filled("email_address_id")?, form.filled("redirect_url")?);
            return email_link::send(&cx, &id, address.as_deref(), redirect_url.as_deref()).await;
        }
        "phone_code" => Strategy::PhoneCode,
        "reset_password_phone_code" => Strategy::ResetPasswordPhoneCode,
        "passkey" => return passkey::prepare(&cx, &id).await,
        strategy if strategy.starts_with(PREFIX) => {
            return oauth::prepare(&cx, &id, &Way::read(&cx, &form, strategy).await?).await;
        }
        text => {
            let strategy = nightdesk_auth::web3::strategy(text).ok_or(Refusal::Unfit(Field::Strategy))?;
            return web3::prepare(&cx, &id, strategy, &form).await;
        }
    };
    let id_of = if sign_in::by_phone(strategy) { "phone_number_id" } else { "email_address_id" };
    send_code::send(&cx, &id, strategy, form.filled(id_of)?.as_deref()).await
}
