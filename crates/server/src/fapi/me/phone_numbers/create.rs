//! POST /v1/me/phone_numbers

use nightdesk_auth::{Refusal, model, phone_number, refusal::Field};
use nightdesk_store::phone_numbers;
use nightdesk_wire::{ids::PhoneNumberId, phone_number::PhoneNumber};

use crate::{
    extract::{Cx, Form},
    fapi::me::load::me,
    make_room,
    present::{self, ApiError, Reply},
};

/// Adds a number to the signed-in user. It counts once it is verified; until then it gives way to anybody else who asks
/// for it.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_unknown` where users have no numbers, `form_identifier_exists`, and what is
/// wrong with the number.
pub(super) async fn create(cx: Cx, form: Form) -> Result<Reply<PhoneNumber>, ApiError> {
    let typed = form.required("phone_number")?;
    let for_second_factor = form.switch("reserved_for_second_factor")?;
    let added = write_new(&cx, &typed, for_second_factor).await?;
    cx.reply(present::phone_number(&added, cx.now)).await
}

async fn write_new(cx: &Cx, typed: &str, for_second_factor: bool) -> Result<model::PhoneNumber, ApiError> {
    cx.store()
        .write(|tx| async move {
            let of = me(cx, &tx).await?.of;
            if !cx.tenant.instance.settings.phone_number.is_on() {
                return Err(Refusal::Disabled(Field::PhoneNumber).into());
            }
            let id = PhoneNumberId::generate(cx.now, cx.random());
            let mut added = phone_number::add(id, &of.user, &of.numbers, typed, cx.now)?;
            added.reserved_for_second_factor = for_second_factor;
            make_room::for_number(&tx, &added).await?;
            phone_numbers::insert(&tx, &added).await?;
            Ok::<_, ApiError>(added)
        })
        .await
}
