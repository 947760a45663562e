//! POST /v1/me/email_addresses/{email_id}/prepare_verification

use nightdesk_auth::{Refusal, code, email_address, model::Strategy, refusal::Field};
use nightdesk_store::email_addresses;
use nightdesk_wire::{email_address::EmailAddress, ids::EmailAddressId};

use super::{email_link, load::load};
use crate::{
    delivery::Outgoing,
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Sends a code, or a link, to an address of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` for another strategy,
/// `verification_already_verified`, `too_many_requests`, `user_locked`, `resource_not_found`, `service_unavailable`.
pub(super) async fn prepare_verification(
    cx: Cx,
    Path(id): Path<EmailAddressId>,
    form: Form,
) -> Result<Reply<EmailAddress>, ApiError> {
    if form.required("strategy")? == "email_link" {
        return email_link::send(&cx, &id, form.filled("redirect_url")?.as_deref()).await;
    }
    let allowed = cx.tenant.instance.settings.allows(Strategy::EmailCode);
    if form.required("strategy")? != "email_code" || !allowed {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let (cx_ref, id) = (&cx, &id);
    let (address, new_code) = cx
        .store()
        .write(|tx| async move {
            let cx = cx_ref;
            let (of, mut address) = load(cx, &tx, id).await?;
            let new_code = code::generate(&cx.tenant.instance, &address.address, cx.app.rng());
            email_address::prepare_code(&mut address, &of.user, &new_code.code, cx.now)?;
            email_addresses::update(&tx, &address).await?;
            Ok::<_, ApiError>((address, new_code))
        })
        .await?;
    Outgoing::mail(address.address.clone(), new_code).send(&cx.app, &cx.tenant.instance).await?;
    cx.reply(present::email_address(&address, cx.now)).await
}
