//! POST /v1/me/phone_numbers/{phone_number_id}/attempt_verification

use nightdesk_auth::{model::SessionTask, phone_number};
use nightdesk_store::sessions;
use nightdesk_wire::{ids::PhoneNumberId, phone_number::PhoneNumber};

use super::load::{load, store, take};
use crate::{
    extract::{Cx, Form, Path},
    fapi::me::load::me,
    present::{self, ApiError, Reply},
    session_tasks,
};

/// Tries the code that was sent to a number of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `form_code_incorrect`, `verification_expired`, `verification_failed`,
/// `verification_missing`, `verification_already_verified`, `user_locked`, `resource_not_found`.
pub(super) async fn attempt_verification(
    cx: Cx,
    Path(id): Path<PhoneNumberId>,
    form: Form,
) -> Result<Reply<PhoneNumber>, ApiError> {
    let code = &form.required("code")?;
    let (cx_ref, id) = (&cx, &id);
    let attempted = cx
        .store()
        .write(|tx| async move {
            let (mut of, at) = load(cx_ref, &tx, id).await?;
            let now = cx_ref.now;
            let attempted = phone_number::attempt_code(&mut of.numbers[at], &mut of.user, code, now);
            if attempted.is_ok() {
                phone_number::settle(&mut of.user, &mut of.numbers, now);
                if of.numbers[at].is_second_factor() {
                    // The code proves a second factor as well as one in a sign-in does.
                    let mut session = me(cx_ref, &tx).await?.session;
                    session.second_factor_at = Some(now);
                    sessions::update(&tx, &session).await?;
                    let (instance, task) = (&of.user.instance_id, SessionTask::SetupMfa);
                    session_tasks::done(&tx, instance, &of.user.id, task, now).await?;
                }
            }
            // A wrong attempt counts, so it is committed too.
            store(&tx, &of).await?;
            Ok::<_, ApiError>(attempted.map(|()| take(of, at)))
        })
        .await?;
    match attempted {
        Ok(number) => cx.reply(present::phone_number(&number, cx.now)).await,
        Err(refusal) => Err(ApiError::from(refusal).with_client(present::client(&cx).await?)),
    }
}
