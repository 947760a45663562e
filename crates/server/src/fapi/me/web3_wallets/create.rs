//! POST /v1/me/web3_wallets

use nightdesk_auth::{Refusal, model::IdentificationKind, refusal::Field, web3};
use nightdesk_store::identifications;
use nightdesk_wire::{ids::IdentificationId, web3_wallet::Web3Wallet};

use super::load::not_found;
use crate::{
    extract::{Cx, Form},
    fapi::me::load::me,
    present::{self, ApiError, Reply},
};

/// Adds a wallet to the signed-in user, yet to be proved.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` while the instance takes no wallets, `form_identifier_exists`,
/// `form_param_missing`, `form_param_format_invalid`.
pub(super) async fn create(cx: Cx, form: Form) -> Result<Reply<Web3Wallet>, ApiError> {
    if !cx.tenant.instance.settings.web3_wallets_enabled {
        return Err(Refusal::Unfit(Field::Web3Wallet).into());
    }
    let address = &web3::address(&form.required("web3_wallet")?)?;
    let (cx_ref, id) = (&cx, &IdentificationId::generate(cx.now, cx.random()));
    let wallet = cx
        .store()
        .write(|tx| async move {
            let of = me(cx_ref, &tx).await?.of;
            let (instance, subject) = (&of.user.instance_id, web3::subject(address));
            let kind = IdentificationKind::Web3Wallet;
            let taken = identifications::find_by_subject(&tx, instance, kind, &subject).await?.is_some();
            let held = of.identifications.iter().any(|one| one.web3_wallet() == Some(address.as_str()));
            if taken || held {
                return Err(Refusal::IdentifierTaken(Field::Web3Wallet).into());
            }
            let wallet = web3::claimed(id.clone(), &of.user, address.clone(), cx_ref.now);
            identifications::insert(&tx, &wallet).await?;
            Ok::<_, ApiError>(wallet)
        })
        .await?;
    cx.reply(present::web3_wallet(&wallet, cx.now).ok_or_else(not_found)?).await
}
