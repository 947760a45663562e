//! GET /v1/client/sign_ins/{sign_in_id}

use axum::http::Uri;
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    fapi::oauth::redeem,
    present::{ApiError, Reply},
};

/// A sign-in of the caller's client, after what a native client brings back from a provider.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn show(mut cx: Cx, Path(id): Path<SignInId>, uri: Uri) -> Result<Reply<SignIn>, ApiError> {
    redeem(&mut cx, &uri).await?;
    let (cx_ref, id) = (&cx, &id);
    let loaded = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    cx.reply(loaded.present(&cx)).await
}
