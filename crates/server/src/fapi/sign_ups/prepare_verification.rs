//! POST /v1/client/sign_ups/{sign_up_id}/prepare_verification

use nightdesk_auth::{Refusal, code, refusal::Field, sign_up};
use nightdesk_store::sign_ups;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{load::load, oauth};
use crate::{
    delivery,
    extract::{Cx, Form, Path},
    fapi::oauth::{PREFIX, Way},
    present::{self, ApiError, Reply},
};

/// Sends a code to the address of the sign-up, or leads to a provider.
///
/// # Errors
/// `form_param_value_invalid` for another strategy, `form_param_nil` without an address,
/// `verification_already_verified`, `too_many_requests`, `resource_not_found`, `service_unavailable`.
pub(super) async fn prepare_verification(
    cx: Cx,
    Path(id): Path<SignUpId>,
    form: Form,
) -> Result<Reply<SignUp>, ApiError> {
    match form.required("strategy")?.as_str() {
        "email_code" => send_code(&cx, &id).await,
        strategy if strategy.starts_with(PREFIX) => {
            oauth::prepare(&cx, &id, &Way::read(&cx, &form, strategy).await?).await
        }
        _ => Err(Refusal::Unfit(Field::Strategy).into()),
    }
}

/// Sends a code to the address of a sign-up.
pub(super) async fn send_code(cx: &Cx, id: &SignUpId) -> Result<Reply<SignUp>, ApiError> {
    let (sign_up, address, new_code) = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx, &tx, id).await?;
            let address = sign_up.email_address.clone().ok_or(Refusal::Missing(Field::EmailAddress))?;
            let new_code = code::generate(&cx.tenant.instance, &address, cx.app.rng());
            sign_up::prepare_code(&mut sign_up, &new_code.code, cx.now)?;
            let sign_up = sign_ups::update(&tx, &sign_up).await?.unwrap_or(sign_up);
            Ok::<_, ApiError>((sign_up, address, new_code))
        })
        .await?;
    delivery::send_code(cx, &address, &new_code).await?;
    cx.reply(present::sign_up(&sign_up, cx.now)).await
}
