//! POST /v1/me/phone_numbers/{phone_number_id}/prepare_verification

use nightdesk_auth::{Refusal, code, phone_number, refusal::Field};
use nightdesk_store::phone_numbers;
use nightdesk_wire::{ids::PhoneNumberId, phone_number::PhoneNumber};

use super::load::{load, take};
use crate::{
    delivery::Outgoing,
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Sends a code to a number of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` for a strategy other than `phone_code`,
/// `verification_already_verified`, `too_many_requests`, `user_locked`, `resource_not_found`, `service_unavailable`.
pub(super) async fn prepare_verification(
    cx: Cx,
    Path(id): Path<PhoneNumberId>,
    form: Form,
) -> Result<Reply<PhoneNumber>, ApiError> {
    if form.required("strategy")? != "phone_code" {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let (cx_ref, id) = (&cx, &id);
    let (number, new_code) = cx
        .store()
        .write(|tx| async move {
            let cx = cx_ref;
            let (mut of, at) = load(cx, &tx, id).await?;
            let new_code = code::generate(&cx.tenant.instance, &of.numbers[at].number, cx.app.rng());
            phone_number::prepare_code(&mut of.numbers[at], &of.user, &new_code.code, cx.now)?;
            phone_numbers::update(&tx, &of.numbers[at]).await?;
            Ok::<_, ApiError>((take(of, at), new_code))
        })
        .await?;
    Outgoing::sms(number.number.clone(), new_code).send(&cx.app, &cx.tenant.instance).await?;
    cx.reply(present::phone_number(&number, cx.now)).await
}
