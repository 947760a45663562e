//! POST /v1/client/sessions/{session_id}/verify/attempt_second_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, reverification};
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use super::load::finish;
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Tries a second factor of the signed-in user: a code of an authenticator application, one from the list, or
/// one sent by SMS.
///
/// # Errors
/// `form_code_incorrect`, `strategy_for_user_invalid`, `verification_missing` before the first factor, `user_locked`,
/// 401 for a caller without a client or a session that is over, `resource_not_found`.
pub(super) async fn attempt_second_factor(
    cx: Cx,
    Path(id): Path<SessionId>,
    form: Form,
) -> Result<Reply<SessionReverification>, ApiError> {
    let strategy = match form.required("strategy")?.as_str() {
        "totp" => Strategy::Totp,
        "backup_code" => Strategy::BackupCode,
        "phone_code" => Strategy::PhoneCode,
        _ => return Err(Refusal::Unfit(Field::Strategy).into()),
    };
    let (code, now) = (form.required("code")?, cx.now);
    finish(&cx, &id, |reverification, session, user| {
        reverification::attempt_second_factor(reverification, session, user, strategy, &code, now)
    })
    .await
}
