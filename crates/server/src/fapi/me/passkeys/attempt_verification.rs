//! POST /v1/me/passkeys/{passkey_id}/attempt_verification

use axum::http::StatusCode;
use nightdesk_auth::{
    model::IdentificationKind,
    passkey::{self, MAX_ANSWER_BYTES, RelyingParty},
};
use nightdesk_store::identifications;
use nightdesk_wire::{codes::ErrorCode, ids::IdentificationId, passkey::Passkey};

use super::load::{load, not_found};
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Adds the passkey by the authenticator's answer.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` for an answer that does not fit, `passkey_already_exists`,
/// `verification_missing`, `verification_expired`, `resource_not_found`.
pub(super) async fn attempt_verification(
    cx: Cx,
    Path(id): Path<IdentificationId>,
    form: Form,
) -> Result<Reply<Passkey>, ApiError> {
    let answer = &form.long_text("public_key_credential", MAX_ANSWER_BYTES)?.unwrap_or_default();
    let party = &RelyingParty::of(&cx.tenant.instance, cx.origin.as_deref());
    let (cx_ref, id) = (&cx, &id);
    let attempted = cx
        .store()
        .write(|tx| async move {
            let (_, mut passkey) = load(cx_ref, &tx, id).await?;
            let finished = passkey::finish_registration(party, &mut passkey, answer, cx_ref.now);
            if let (Ok(()), Some(subject)) = (&finished, &passkey.subject) {
                let kind = IdentificationKind::Passkey;
                let instance = &passkey.instance_id;
                let holder = identifications::find_by_subject(&tx, instance, kind, subject).await?;
                if holder.is_some_and(|holder| holder.id != passkey.id) {
                    return Err(exists());
                }
            }
            // The challenge is used up also by a wrong answer.
            identifications::update(&tx, &passkey).await?;
            Ok::<_, ApiError>(finished.map(|()| passkey))
        })
        .await?;
    cx.reply(present::passkey(&attempted?, cx.now).ok_or_else(not_found)?).await
}

fn exists() -> ApiError {
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::PasskeyAlreadyExists,
        "passkey exists",
        "This passkey was added already.",
    )
}
