//! GET /v1/me/passkeys/{passkey_id}

use nightdesk_wire::{ids::IdentificationId, passkey::Passkey};

use super::load::{load, not_found};
use crate::{
    extract::{Cx, Path},
    present::{self, ApiError, Reply},
};

/// A passkey of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found`.
pub(super) async fn show(cx: Cx, Path(id): Path<IdentificationId>) -> Result<Reply<Passkey>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let (_, passkey) = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    cx.reply(present::passkey(&passkey, cx.now).ok_or_else(not_found)?).await
}
