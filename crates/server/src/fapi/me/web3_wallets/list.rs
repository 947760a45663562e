//! GET /v1/me/web3_wallets

use nightdesk_wire::web3_wallet::Web3Wallet;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{self, ApiError, Json},
};

/// The wallets of the signed-in user, as a bare array.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn list(cx: Cx) -> Result<Json<Vec<Web3Wallet>>, ApiError> {
    let cx_ref = &cx;
    let of = cx.store().read(|tx| async move { me(cx_ref, &tx).await }).await?.of;
    let wallets = of.identifications.iter().filter_map(|one| present::web3_wallet(one, cx.now));
    Ok(Json(wallets.collect()))
}
