//! The wallet of a sign-up.

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, web3};
use nightdesk_store::sign_ups;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{
    finish::{finish, reply},
    load::load,
};
use crate::{
    extract::Cx,
    present::{self, ApiError, Reply},
};

/// Asks for a signature by the wallet of the sign-up: the verification has the message.
///
/// # Errors
/// `form_param_nil` without a wallet, `verification_already_verified`, `resource_not_found`.
pub(super) async fn prepare(cx: &Cx, id: &SignUpId, strategy: Strategy) -> Result<Reply<SignUp>, ApiError> {
    let sign_up = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx, &tx, id).await?;
            let address = sign_up.web3_wallet.clone().ok_or(Refusal::Missing(Field::Web3Wallet))?;
            let (instance, origin) = (&cx.tenant.instance, cx.origin.as_deref());
            let asked = web3::ask(instance, origin, &address, strategy, cx.app.rng(), cx.now);
            web3::prepare_sign_up(&mut sign_up, asked, cx.now)?;
            Ok::<_, ApiError>(sign_ups::update(&tx, &sign_up).await?.unwrap_or(sign_up))
        })
        .await?;
    cx.reply(present::sign_up(&cx.tenant.instance.settings, &sign_up, cx.now)).await
}

/// Proves the wallet of the sign-up, which completes if nothing else is missing.
///
/// # Errors
/// `form_param_value_invalid` for another's signature, `verification_missing`, `verification_expired`,
/// `verification_failed`, `form_identifier_exists` if somebody else proved it meanwhile, `resource_not_found`.
pub(super) async fn attempt(cx: Cx, id: &SignUpId, signature: &str) -> Result<Reply<SignUp>, ApiError> {
    let cx_ref = &cx;
    let attempted = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx_ref, &tx, id).await?;
            if let Err(refusal) = web3::attempt_sign_up(&mut sign_up, signature, cx_ref.now) {
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
