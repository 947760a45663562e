//! GET /v1/me

use axum::http::Uri;
use nightdesk_wire::user::User;

use super::load::me;
use crate::{
    extract::Cx,
    fapi::oauth::redeem,
    present::{self, ApiError, Reply},
};

/// The signed-in user.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn show(mut cx: Cx, uri: Uri) -> Result<Reply<User>, ApiError> {
    redeem(&mut cx, &uri).await?;
    let cx_ref = &cx;
    let me = cx.store().read(|tx| async move { me(cx_ref, &tx).await }).await?;
    cx.reply(present::user(&cx.tenant.instance, &me.of, cx.now)).await
}
