//! POST /v1/client/sign_ups/{sign_up_id}/attempt_verification

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, sign_up};
use nightdesk_store::sign_ups;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{
    finish::{finish, reply},
    load::load,
    web3,
};
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Tries the code that was sent to the address or number of the sign-up, or the signature of its wallet. The sign-up
/// completes if nothing else is missing.
///
/// # Errors
/// `form_code_incorrect`, `verification_expired`, `verification_failed`, `verification_missing`,
/// `form_identifier_exists` if somebody else took it meanwhile, `resource_not_found`.
pub(super) async fn attempt_verification(
    cx: Cx,
    Path(id): Path<SignUpId>,
    form: Form,
) -> Result<Reply<SignUp>, ApiError> {
    let strategy = match form.required("strategy")?.as_str() {
        "email_code" => Strategy::EmailCode,
        "phone_code" => Strategy::PhoneCode,
        text if nightdesk_auth::web3::strategy(text).is_some() => {
            return web3::attempt(cx, &id, &form.required("signature")?).await;
        }
        _ => return Err(Refusal::Unfit(Field::Strategy).into()),
    };
    let code = &form.required("code")?;
    let (cx_ref, id) = (&cx, &id);
    let attempted = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx_ref, &tx, id).await?;
            if let Err(refusal) = sign_up::attempt_code(&mut sign_up, strategy, code, cx_ref.now) {
                // A wrong attempt counts, so it is committed too.
                sign_ups::update(&tx, &sign_up).await?;
                return Ok(Err(refusal));
            }
            finish(cx_ref, &tx, sign_up).await.map(Ok::<_, Refusal>)
        })
        .await?;
    match attempted {
        Ok(finished) => reply(cx, finished).await,
        Err(refusal) => Err(ApiError::from(refusal).with_client(present::client(&cx).await?)),
    }
}
