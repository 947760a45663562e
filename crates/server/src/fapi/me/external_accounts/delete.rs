//! DELETE /v1/me/external_accounts/{external_account_id}

use nightdesk_store::users;
use nightdesk_wire::{deleted_object::DeletedObject, ids::IdentificationId};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    fapi::me::load::remove,
    present::{ApiError, Reply},
};

/// Takes an account off the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `last_identification_deletion_failed` if nothing would be left to sign in with,
/// `resource_not_found`.
pub(super) async fn delete(
    cx: Cx,
    Path(id): Path<IdentificationId>,
) -> Result<Reply<DeletedObject>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    cx.store()
        .write(|tx| async move {
            let mut of = load(cx_ref, &tx, id).await?.0;
            remove(&tx, &of, id).await?;
            of.user.updated_at = cx_ref.now;
            users::update(&tx, &of.user).await?;
            Ok::<_, ApiError>(())
        })
        .await?;
    cx.reply(DeletedObject::new("external_account", id.as_str())).await
}
