//! POST /v1/me/web3_wallets/{web3_wallet_id}/prepare_verification

use nightdesk_auth::{Refusal, refusal::Field, web3};
use nightdesk_store::identifications;
use nightdesk_wire::{ids::IdentificationId, web3_wallet::Web3Wallet};

use super::load::{load, not_found};
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Asks for a signature by the wallet: the answer's verification has the message.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` for another strategy, `verification_already_verified`,
/// `resource_not_found`.
pub(super) async fn prepare_verification(
    cx: Cx,
    Path(id): Path<IdentificationId>,
    form: Form,
) -> Result<Reply<Web3Wallet>, ApiError> {
    let strategy = web3::strategy(&form.required("strategy")?).ok_or(Refusal::Unfit(Field::Strategy))?;
    let (cx_ref, id) = (&cx, &id);
    let wallet = cx
        .store()
        .write(|tx| async move {
            let (_, mut wallet) = load(cx_ref, &tx, id).await?;
            if wallet.is_verified() {
                return Err(Refusal::AlreadyVerified.into());
            }
            let address = wallet.web3_wallet().unwrap_or_default();
            let (instance, origin) = (&cx_ref.tenant.instance, cx_ref.origin.as_deref());
            let asked = web3::ask(instance, origin, address, strategy, cx_ref.app.rng(), cx_ref.now);
            wallet.verification = Some(asked);
            wallet.updated_at = cx_ref.now;
            identifications::update(&tx, &wallet).await?;
            Ok::<_, ApiError>(wallet)
        })
        .await?;
    cx.reply(present::web3_wallet(&wallet, cx.now).ok_or_else(not_found)?).await
}
