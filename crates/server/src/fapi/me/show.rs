//! GET /v1/me

use nightdesk_wire::user::User;

use super::load::me;
use crate::{
    extract::Cx,
    present::{self, ApiError, Reply},
};

/// The signed-in user.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn show(cx: Cx) -> Result<Reply<User>, ApiError> {
    let cx_ref = &cx;
    let me = cx.store().read(|tx| async move { me(cx_ref, &tx).await }).await?;
    cx.reply(present::user(&me.of, cx.now)).await
}
