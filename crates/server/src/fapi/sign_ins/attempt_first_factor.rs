//! POST /v1/client/sign_ins/{sign_in_id}/attempt_first_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, sign_in};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{finish::finish, password, ticket};
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
        "email_code" => {
            let code = form.required("code")?;
            let now = cx.now;
            let finished = finish(&cx, &id, Strategy::EmailCode, |sign_in, user| {
                sign_in::attempt_code(sign_in, user, &code, now)
            });
            finished.await?.reply(cx).await
        }
        "ticket" => {
            let ticket = form.long_text("ticket", ticket::MAX_BYTES)?.unwrap_or_default();
            ticket::redeem(cx, &ticket).await
        }
        _ => Err(Refusal::Unfit(Field::Strategy).into()),
    }
}
