//! DELETE /v1/me/passkeys/{passkey_id}

use nightdesk_wire::{deleted_object::DeletedObject, ids::IdentificationId};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    fapi::me::load::remove,
    present::{ApiError, Reply},
};

/// Takes a passkey off the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `last_identification_deletion_failed` if nothing would be left to sign in with,
/// `resource_not_found`.
pub(super) async fn delete(
    cx: Cx,
    Path(id): Path<IdentificationId>,
) -> Result<Reply<DeletedObject>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let removed =
        cx.store().write(|tx| async move { remove(&tx, &load(cx_ref, &tx, id).await?.0, id).await });
    removed.await?;
    cx.reply(DeletedObject::new("passkey", id.as_str())).await
}
