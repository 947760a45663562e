//! POST /v1/client/sign_ins/{sign_in_id}/prepare_first_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{oauth, send_code};
use crate::{
    extract::{Cx, Form, Path},
    fapi::oauth::{PREFIX, Way},
    present::{ApiError, Reply},
};

/// Gets a first factor ready: sends a code to one of the user's verified addresses, or leads to a provider.
///
/// # Errors
/// `form_param_value_invalid` for another strategy or address, `strategy_for_user_invalid`, `user_locked`,
/// `user_banned`, `too_many_requests`, `resource_not_found`.
pub(super) async fn prepare_first_factor(
    cx: Cx,
    Path(id): Path<SignInId>,
    form: Form,
) -> Result<Reply<SignIn>, ApiError> {
    let strategy = match form.required("strategy")?.as_str() {
        "email_code" => Strategy::EmailCode,
        "reset_password_email_code" => Strategy::ResetPasswordEmailCode,
        strategy if strategy.starts_with(PREFIX) => {
            return oauth::prepare(&cx, &id, &Way::read(&cx, &form, strategy).await?).await;
        }
        _ => return Err(Refusal::Unfit(Field::Strategy).into()),
    };
    send_code::send(&cx, &id, strategy, form.filled("email_address_id")?.as_deref()).await
}
