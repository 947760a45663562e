//! POST /v1/me/web3_wallets/{web3_wallet_id}/attempt_verification

use nightdesk_auth::{Refusal, model::IdentificationKind, refusal::Field, web3};
use nightdesk_store::identifications;
use nightdesk_wire::{ids::IdentificationId, web3_wallet::Web3Wallet};

use super::load::{load, not_found};
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Proves a wallet by its signature over the message.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` for another's signature, `verification_missing`,
/// `verification_expired`, `verification_failed`, `verification_already_verified`, `form_identifier_exists` if somebody
/// else proved it meanwhile, `resource_not_found`.
pub(super) async fn attempt_verification(
    cx: Cx,
    Path(id): Path<IdentificationId>,
    form: Form,
) -> Result<Reply<Web3Wallet>, ApiError> {
    let signature = &form.required("signature")?;
    let (cx_ref, id) = (&cx, &id);
    let attempted = cx
        .store()
        .write(|tx| async move {
            let (_, mut wallet) = load(cx_ref, &tx, id).await?;
            let address = wallet.web3_wallet().unwrap_or_default().to_owned();
            let judged = web3::attempt(wallet.verification.as_mut(), &address, signature, cx_ref.now);
            if judged.is_ok() {
                let (instance, subject) = (&wallet.instance_id, web3::subject(&address));
                let kind = IdentificationKind::Web3Wallet;
                if identifications::find_by_subject(&tx, instance, kind, &subject).await?.is_some() {
                    return Err(Refusal::IdentifierTaken(Field::Web3Wallet).into());
                }
                wallet.subject = Some(subject);
            }
            wallet.updated_at = cx_ref.now;
            identifications::update(&tx, &wallet).await?;
            Ok::<_, ApiError>(judged.map(|()| wallet))
        })
        .await?;
    cx.reply(present::web3_wallet(&attempted?, cx.now).ok_or_else(not_found)?).await
}
