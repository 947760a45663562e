//! POST /v1/me/email_addresses

use nightdesk_auth::{Refusal, email_address, model, refusal::Field};
use nightdesk_store::email_addresses;
use nightdesk_wire::{email_address::EmailAddress, ids::EmailAddressId};

use crate::{
    extract::{Cx, Form},
    fapi::me::load::me,
    make_room,
    present::{self, ApiError, Reply},
    restrictions,
};

/// Adds an address to the signed-in user. It counts once it is verified; until then it gives way to anybody else who
/// asks for it.
///
/// # Errors
/// 401 if nobody is signed in, `form_identifier_exists`, `not_allowed_access`, `form_email_address_blocked`, and what is wrong with the address.
pub(super) async fn create(cx: Cx, form: Form) -> Result<Reply<EmailAddress>, ApiError> {
    if !cx.tenant.instance.settings.email_address.is_on() {
        return Err(Refusal::Disabled(Field::EmailAddress).into());
    }
    let added = write_new(&cx, &form.required("email_address")?).await?;
    cx.reply(present::email_address(&added, cx.now)).await
}

async fn write_new(cx: &Cx, typed: &str) -> Result<model::EmailAddress, ApiError> {
    cx.store()
        .write(|tx| async move {
            let of = me(cx, &tx).await?.of;
            let id = EmailAddressId::generate(cx.now, cx.random());
            let added = email_address::add(id, &of.user, &of.addresses, typed, cx.now)?;
            restrictions::check_new_address(&tx, &cx.tenant.instance, &added.address).await?;
            make_room::for_address(&tx, &added).await?;
            email_addresses::insert(&tx, &added).await?;
            Ok::<_, ApiError>(added)
        })
        .await
}
