//! POST /v1/me/passkeys

use nightdesk_auth::{
    Refusal,
    passkey::{self, RelyingParty},
    refusal::Field,
};
use nightdesk_store::identifications;
use nightdesk_wire::{ids::IdentificationId, passkey::Passkey};

use super::load::not_found;
use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{self, ApiError, Reply},
};

/// Begins to add a passkey: the answer's verification has what to ask the authenticator.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` while the instance takes no passkeys or for a user who has too
/// many, or where the caller's origin can have none.
pub(super) async fn create(cx: Cx) -> Result<Reply<Passkey>, ApiError> {
    let instance = &cx.tenant.instance;
    if !instance.settings.passkeys_enabled {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let party = &RelyingParty::of(instance, cx.origin.as_deref());
    let device = cx.activity();
    let browser = device.browser_name.unwrap_or_else(|| "Passkey".to_owned());
    let name = &device.device_type.map_or_else(|| browser.clone(), |device| format!("{browser} on {device}"));
    let (cx_ref, id) = (&cx, &IdentificationId::generate(cx.now, cx.random()));
    let passkey = cx
        .store()
        .write(|tx| async move {
            let of = me(cx_ref, &tx).await?.of;
            // Whatever was begun before and left is not wanted any more.
            let left = of.identifications.iter().filter(|one| one.passkey().is_some() && !one.is_verified());
            for left in left {
                identifications::delete(&tx, &left.instance_id, &left.id).await?;
            }
            let (account, held) = (of.identifier(), &of.identifications);
            let account = if account.is_empty() { of.user.id.to_string() } else { account };
            let passkey =
                passkey::begin_registration(party, id.clone(), &of.user, &account, name, held, cx_ref.now)?;
            identifications::insert(&tx, &passkey).await?;
            Ok::<_, ApiError>(passkey)
        })
        .await?;
    let passkey = present::passkey(&passkey, cx.now);
    cx.reply(passkey.ok_or_else(not_found)?).await
}
