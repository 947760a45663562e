//! POST /v1/client/sign_ins/{sign_in_id}/attempt_first_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, sign_in};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{
    finish::{EndOthers, finish},
    passkey, password, reset_password, ticket, web3,
};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Tries one first factor of a running sign-in.
///
/// # Errors
/// `form_password_incorrect`, `form_code_incorrect`, `verification_expired`, `verification_failed`,
/// `verification_missing`, `user_locked`, `user_banned`, `resource_not_found`.
pub(super) async fn attempt_first_factor(
    cx: Cx,
    Path(id): Path<SignInId>,
    form: Form,
) -> Result<Reply<SignIn>, ApiError> {
    match form.required("strategy")?.as_str() {
        "password" => {
            let password = form.required("password")?;
            password::attempt(cx, &id, &password).await
        }
        "email_code" => by_code(cx, &id, Strategy::EmailCode, &form.required("code")?).await,
        "phone_code" => by_code(cx, &id, Strategy::PhoneCode, &form.required("code")?).await,
        "reset_password_email_code" => to_reset(cx, &id, Strategy::ResetPasswordEmailCode, &form).await,
        "reset_password_phone_code" => to_reset(cx, &id, Strategy::ResetPasswordPhoneCode, &form).await,
        "ticket" => {
            let ticket = form.long_text("ticket", ticket::MAX_BYTES)?.unwrap_or_default();
            ticket::redeem(cx, &ticket).await
        }
        "passkey" => passkey::attempt(cx, &id, &form).await,
        text => {
            let strategy = nightdesk_auth::web3::strategy(text).ok_or(Refusal::Unfit(Field::Strategy))?;
            web3::attempt(cx, &id, strategy, &form).await
        }
    }
}

/// Tries a code that lets a new password be set, which may come along.
async fn to_reset(cx: Cx, id: &SignInId, strategy: Strategy, form: &Form) -> Result<Reply<SignIn>, ApiError> {
    let code = form.required("code")?;
    match form.filled("password")? {
        Some(password) => reset_password::by_code(cx, id, strategy, &code, &password).await,
        None => by_code(cx, id, strategy, &code).await,
    }
}

/// Tries a code that was sent.
async fn by_code(cx: Cx, id: &SignInId, strategy: Strategy, code: &str) -> Result<Reply<SignIn>, ApiError> {
    let now = cx.now;
    let finished = finish(&cx, id, strategy, EndOthers::No, |sign_in, user| {
        sign_in::attempt_code(sign_in, user, strategy, code, now)
    });
    finished.await?.reply(cx).await
}
