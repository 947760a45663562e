//! The strategies by e-mail code: their first half.

use nightdesk_auth::{code, model::Strategy, sign_in};
use nightdesk_store::sign_ins;
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::load::{Loaded, load};
use crate::{
    delivery,
    extract::Cx,
    present::{self, ApiError, Reply},
};

/// Sends a code to the wanted address, or else to the one that fits best.
///
/// # Errors
/// `form_param_value_invalid`, `strategy_for_user_invalid`, `user_locked`, `user_banned`, `too_many_requests`,
/// `service_unavailable` if the mail cannot be handed over.
pub(super) async fn send(
    cx: &Cx,
    id: &SignInId,
    strategy: Strategy,
    wanted_address: Option<&str>,
) -> Result<Reply<SignIn>, ApiError> {
    let (loaded, recipient, new_code) = cx
        .store()
        .write(|tx| async move {
            let Loaded { mut sign_in, found } = load(cx, &tx, id).await?;
            let Some(of) = &found else {
                let missing = nightdesk_auth::refusal::Field::Identifier;
                return Err(nightdesk_auth::Refusal::Missing(missing).into());
            };
            let address = sign_in::code_address(&sign_in, &of.user, &of.addresses, wanted_address)?;
            let new_code = code::generate(&cx.tenant.instance, &address.address, cx.app.rng());
            sign_in::prepare_code(&mut sign_in, &of.user, strategy, address, &new_code.code, cx.now)?;
            let recipient = address.address.clone();
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            Ok::<_, ApiError>((Loaded { sign_in, found }, recipient, new_code))
        })
        .await?;
    delivery::send_code(cx, &recipient, &new_code).await?;
    cx.reply(present::sign_in(&cx.tenant.instance.settings, &loaded.sign_in, loaded.found.as_ref(), cx.now))
        .await
}
