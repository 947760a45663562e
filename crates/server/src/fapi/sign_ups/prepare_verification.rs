//! POST /v1/client/sign_ups/{sign_up_id}/prepare_verification

use nightdesk_auth::{Refusal, code, model::Strategy, refusal::Field, sign_up};
use nightdesk_store::sign_ups;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{load::load, proof::Proof};
use crate::{
    delivery::Outgoing,
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Sends a code to the address or number of the sign-up, or a link to the address, leads to a provider, or asks its
/// wallet.
///
/// # Errors
/// `form_param_value_invalid` for another strategy, `form_param_nil` without an address or number,
/// `verification_already_verified`, `too_many_requests`, `resource_not_found`, `service_unavailable`.
pub(super) async fn prepare_verification(
    cx: Cx,
    Path(id): Path<SignUpId>,
    form: Form,
) -> Result<Reply<SignUp>, ApiError> {
    Proof::read(&cx, &form, &form.required("strategy")?).await?.begin(&cx, &form, &id).await
}

/// Sends a code by this strategy.
pub(super) async fn send_code(cx: &Cx, id: &SignUpId, strategy: Strategy) -> Result<Reply<SignUp>, ApiError> {
    if !cx.tenant.instance.settings.allows(strategy) {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let (sign_up, outgoing) = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx, &tx, id).await?;
            let to = sign_up::recipient(&sign_up, strategy)?.to_owned();
            let code = code::generate(&cx.tenant.instance, &to, cx.app.rng());
            sign_up::prepare_code(&mut sign_up, strategy, &code.code, cx.now)?;
            let sign_up = sign_ups::update(&tx, &sign_up).await?.unwrap_or(sign_up);
            let by_phone = strategy == Strategy::PhoneCode;
            let outgoing = if by_phone { Outgoing::sms(to, code) } else { Outgoing::mail(to, code) };
            Ok::<_, ApiError>((sign_up, outgoing))
        })
        .await?;
    outgoing.send(&cx.app, &cx.tenant.instance).await?;
    cx.reply(present::sign_up(&cx.tenant.instance.settings, &sign_up, cx.now)).await
}
