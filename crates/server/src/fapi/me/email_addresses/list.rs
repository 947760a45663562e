//! GET /v1/me/email_addresses

use nightdesk_wire::email_address::EmailAddress;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{self, ApiError, Json},
};

/// The addresses of the signed-in user, without an envelope.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn list(cx: Cx) -> Result<Json<Vec<EmailAddress>>, ApiError> {
    let cx_ref = &cx;
    let me = cx.store().read(|tx| async move { me(cx_ref, &tx).await }).await?;
    Ok(Json(me.of.addresses.iter().map(|address| present::email_address(address, cx.now)).collect()))
}
