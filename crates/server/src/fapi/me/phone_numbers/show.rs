//! GET /v1/me/phone_numbers/{phone_number_id}

use nightdesk_wire::{ids::PhoneNumberId, phone_number::PhoneNumber};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    present::{self, ApiError, Reply},
};

/// A number of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found`.
pub(super) async fn show(cx: Cx, Path(id): Path<PhoneNumberId>) -> Result<Reply<PhoneNumber>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let (of, at) = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    cx.reply(present::phone_number(&of.numbers[at], cx.now)).await
}
