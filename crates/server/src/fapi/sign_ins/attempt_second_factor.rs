//! POST /v1/client/sign_ins/{sign_in_id}/attempt_second_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, sign_in};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::finish::{EndOthers, finish};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Tries a second factor of a running sign-in: a code of an authenticator application, one from the list, or one that
/// was sent.
///
/// # Errors
/// `form_code_incorrect`, `strategy_for_user_invalid`, `verification_missing` before the first factor or without a code,
/// `verification_expired`, `verification_failed`, `user_locked`, `user_banned`, `resource_not_found`.
pub(super) async fn attempt_second_factor(
    cx: Cx,
    Path(id): Path<SignInId>,
    form: Form,
) -> Result<Reply<SignIn>, ApiError> {
    let strategy = match form.required("strategy")?.as_str() {
        "totp" => Strategy::Totp,
        "backup_code" => Strategy::BackupCode,
        "phone_code" => Strategy::PhoneCode,
        "email_code" => Strategy::EmailCode,
        _ => return Err(Refusal::Unfit(Field::Strategy).into()),
    };
    let (code, now) = (form.required("code")?, cx.now);
    let finished = finish(&cx, &id, strategy, EndOthers::No, |sign_in, user| {
        sign_in::attempt_second_factor(sign_in, user, strategy, &code, now)
    });
    finished.await?.reply(cx).await
}
