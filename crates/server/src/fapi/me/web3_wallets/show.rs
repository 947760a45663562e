//! GET /v1/me/web3_wallets/{web3_wallet_id}

use nightdesk_wire::{ids::IdentificationId, web3_wallet::Web3Wallet};

use super::load::{load, not_found};
use crate::{
    extract::{Cx, Path},
    present::{self, ApiError, Reply},
};

/// A wallet of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found`.
pub(super) async fn show(cx: Cx, Path(id): Path<IdentificationId>) -> Result<Reply<Web3Wallet>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let (_, wallet) = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    cx.reply(present::web3_wallet(&wallet, cx.now).ok_or_else(not_found)?).await
}
