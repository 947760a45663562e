//! The strategies of wallets.

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field, web3};
use nightdesk_store::sign_ins;
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{
    finish::{EndOthers, finish},
    load::{Loaded, load},
};
use crate::{
    extract::{Cx, Form},
    present::{self, ApiError, Reply},
};

/// Asks for a signature by the wallet that the form names, or else by the user's first.
///
/// # Errors
/// `form_param_value_invalid` while the instance takes no wallets, or for one that is not the user's,
/// `strategy_for_user_invalid` for a user without one, `form_param_nil` if nobody was found yet, `user_locked`,
/// `user_banned`, `resource_not_found`.
pub(super) async fn prepare(
    cx: &Cx,
    id: &SignInId,
    strategy: Strategy,
    form: &Form,
) -> Result<Reply<SignIn>, ApiError> {
    let instance = &cx.tenant.instance;
    if !instance.settings.web3_wallets_enabled {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let wanted = &form.filled("web3_wallet_id")?;
    let loaded = cx
        .store()
        .write(|tx| async move {
            let Loaded { mut sign_in, found } = load(cx, &tx, id).await?;
            let of = found.as_ref().ok_or(Refusal::Missing(Field::Identifier))?;
            let mut wallets = of
                .identifications
                .iter()
                .filter(|one| one.is_verified())
                .filter_map(|one| Some((one.id.as_str(), one.web3_wallet()?)));
            let (_, address) = match wanted {
                Some(wanted) => {
                    wallets.find(|(id, _)| id == wanted).ok_or(Refusal::Unfit(Field::Web3WalletId))?
                }
                None => wallets.next().ok_or(Refusal::StrategyUnfit)?,
            };
            let origin = cx.origin.as_deref();
            let asked = web3::ask(instance, origin, address, strategy, cx.app.rng(), cx.now);
            web3::prepare_sign_in(&mut sign_in, &of.user, asked, cx.now)?;
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            Ok::<_, ApiError>(Loaded { sign_in, found })
        })
        .await?;
    cx.reply(present::sign_in(instance, &loaded.sign_in, loaded.found.as_ref(), cx.now)).await
}

/// Signs in by a wallet's signature over the message.
///
/// # Errors
/// `form_param_value_invalid` for another's signature, `verification_missing`, `verification_expired`,
/// `verification_failed`, `user_locked`, `user_banned`, `resource_not_found`.
pub(super) async fn attempt(
    cx: Cx,
    id: &SignInId,
    strategy: Strategy,
    form: &Form,
) -> Result<Reply<SignIn>, ApiError> {
    let (signature, now) = (form.required("signature")?, cx.now);
    let cx_ref = &cx;
    let loaded = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    let held = loaded.user()?.identifications.clone();
    let finished = finish(&cx, id, strategy, EndOthers::No, |sign_in, user| {
        web3::attempt_sign_in(sign_in, user, &held, &signature, now)
    });
    finished.await?.reply(cx).await
}
