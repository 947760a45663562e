//! POST /v1/client/sessions/{session_id}/verify/attempt_first_factor

use nightdesk_auth::{Refusal, lockout, model::Strategy, refusal::Field, reverification};
use nightdesk_store::users;
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use super::load::{finish, load};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Tries a first factor of the signed-in user. The right one makes the session's proof fresh.
///
/// # Errors
/// `form_password_incorrect`, `form_code_incorrect`, `verification_expired`, `verification_failed`,
/// `verification_missing`, `strategy_for_user_invalid`, `user_locked`, 401 for a caller without a client or a session
/// that is over, `resource_not_found`.
pub(super) async fn attempt_first_factor(
    cx: Cx,
    Path(id): Path<SessionId>,
    form: Form,
) -> Result<Reply<SessionReverification>, ApiError> {
    match form.required("strategy")?.as_str() {
        "password" => by_password(&cx, &id, &form.required("password")?).await,
        "email_code" => by_code(&cx, &id, Strategy::EmailCode, &form.required("code")?).await,
        "phone_code" => by_code(&cx, &id, Strategy::PhoneCode, &form.required("code")?).await,
        _ => Err(Refusal::Unfit(Field::Strategy).into()),
    }
}

/// Tries a code that was sent.
async fn by_code(
    cx: &Cx,
    id: &SessionId,
    strategy: Strategy,
    code: &str,
) -> Result<Reply<SessionReverification>, ApiError> {
    let now = cx.now;
    finish(cx, id, |reverification, session, user| {
        reverification::attempt_code(reverification, session, user, strategy, code, now)
    })
    .await
}

/// Tries a password. The attempt is counted before the password is checked, so that attempts side by side cannot pass
/// the limit together.
async fn by_password(
    cx: &Cx,
    id: &SessionId,
    password: &str,
) -> Result<Reply<SessionReverification>, ApiError> {
    let counted = cx.store().write(|tx| async move {
        let loaded = load(cx, &tx, id).await?;
        reverification::waits_for_first_factor(&loaded.reverification, cx.now)?;
        let mut user = loaded.of.user;
        lockout::count_attempt(&mut user, cx.now)?;
        users::update(&tx, &user).await?;
        Ok::<_, ApiError>(user.password_digest)
    });
    let check = cx.app.hasher().check(password, counted.await?.as_ref()).await?;
    let now = cx.now;
    finish(cx, id, |reverification, session, user| {
        reverification::attempt_password(reverification, session, user, check, now)
    })
    .await
}
