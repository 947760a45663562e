//! DELETE /v1/me/email_addresses/{email_id}

use nightdesk_auth::email_address;
use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{deleted_object::DeletedObject, ids::EmailAddressId};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    present::{ApiError, Reply},
};

/// Takes an address off the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `last_identification_deletion_failed` for one that cannot be done without, `resource_not_found`.
pub(super) async fn delete(cx: Cx, Path(id): Path<EmailAddressId>) -> Result<Reply<DeletedObject>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    cx.store()
        .write(|tx| async move {
            let (of, address) = load(cx_ref, &tx, id).await?;
            let (settings, mut user) = (&cx_ref.tenant.instance.settings, of.user.clone());
            email_address::remove(settings, &mut user, of.contacts(), &address, cx_ref.now)?;
            users::update(&tx, &user).await?;
            email_addresses::delete(&tx, &address.instance_id, id).await?;
            Ok::<_, ApiError>(())
        })
        .await?;
    cx.reply(DeletedObject::new("email_address", id.as_str())).await
}
