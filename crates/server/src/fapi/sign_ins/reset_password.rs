//! POST /v1/client/sign_ins/{sign_in_id}/reset_password

use nightdesk_auth::{
    model::{Secret, Strategy},
    refusal::Field,
    sign_in,
};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{
    finish::{EndOthers, finish},
    load::load,
};
use crate::{
    extract::{Cx, Form, Path},
    passwords,
    present::{ApiError, Reply},
};

/// Sets the new password of a sign-in whose code for a forgotten one was right, and completes it. On wish it ends the
/// user's other sessions.
///
/// # Errors
/// `verification_missing` if no such code was proved, `form_param_nil`, `form_password_length_too_short`,
/// `form_password_length_too_long`, `resource_not_found`.
pub(super) async fn reset_password(
    cx: Cx,
    Path(id): Path<SignInId>,
    form: Form,
) -> Result<Reply<SignIn>, ApiError> {
    let new = form.text("password")?.unwrap_or_default();
    let end_others = if form.switch("sign_out_of_other_sessions")? { EndOthers::Yes } else { EndOthers::No };
    let (cx_ref, id_ref, now) = (&cx, &id, cx.now);
    let read = cx.store().read(|tx| async move {
        let loaded = load(cx_ref, &tx, id_ref).await?;
        Ok::<_, ApiError>(sign_in::may_set_password(&loaded.sign_in, now)?)
    });
    read.await?;
    let digest = hash(&cx, &new).await?;
    // Which of the two codes it was stands in the sign-in.
    let finished = finish(&cx, &id, Strategy::ResetPasswordEmailCode, end_others, |sign_in, user| {
        sign_in::set_password(sign_in, user, digest.clone(), now)
    });
    finished.await?.reply(cx).await
}

/// Tries the code and sets the new password in one step.
///
/// # Errors
/// Those of the code and of [`reset_password`].
pub(super) async fn by_code(
    cx: Cx,
    id: &SignInId,
    strategy: Strategy,
    code: &str,
    password: &str,
) -> Result<Reply<SignIn>, ApiError> {
    let (digest, now) = (hash(&cx, password).await?, cx.now);
    let finished = finish(&cx, id, strategy, EndOthers::No, |sign_in, user| {
        sign_in::attempt_code(sign_in, user, strategy, code, now)?;
        sign_in::set_password(sign_in, user, digest.clone(), now)
    });
    finished.await?.reply(cx).await
}

async fn hash(cx: &Cx, password: &str) -> Result<Secret, ApiError> {
    passwords::digest(&cx.app, &cx.tenant, password, Field::Password, &[]).await
}
