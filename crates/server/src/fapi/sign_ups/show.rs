//! GET /v1/client/sign_ups/{sign_up_id}

use axum::http::Uri;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    fapi::oauth::redeem,
    present::{self, ApiError, Reply},
};

/// A sign-up of the caller's client, after what a native client brings back from a provider.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn show(mut cx: Cx, Path(id): Path<SignUpId>, uri: Uri) -> Result<Reply<SignUp>, ApiError> {
    redeem(&mut cx, &uri).await?;
    let (cx_ref, id) = (&cx, &id);
    let sign_up = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    cx.reply(present::sign_up(&cx.tenant.instance.settings, &sign_up, cx.now)).await
}
