//! GET /v1/me/phone_numbers

use nightdesk_wire::phone_number::PhoneNumber;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{self, ApiError, Json},
};

/// The numbers of the signed-in user, without an envelope.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn list(cx: Cx) -> Result<Json<Vec<PhoneNumber>>, ApiError> {
    let cx_ref = &cx;
    let me = cx.store().read(|tx| async move { me(cx_ref, &tx).await }).await?;
    Ok(Json(me.of.numbers.iter().map(|number| present::phone_number(number, cx.now)).collect()))
}
