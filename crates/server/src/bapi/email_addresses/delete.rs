//! DELETE /v1/email_addresses/{email_address_id}

use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{deleted_object::DeletedObject, ids::EmailAddressId};

use super::find;
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

/// Takes an address off its user. If it was the primary one, the oldest verified one that is left takes its place.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete(
    cx: BackendCx,
    Path(id): Path<EmailAddressId>,
) -> Result<Json<DeletedObject>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let delete = cx.write(async |tx| {
        let address = find(&tx, instance, &id).await?;
        email_addresses::delete(&tx, instance, &id).await?;
        let Some(mut user) = users::find(&tx, instance, &address.user_id).await? else { return Ok(()) };
        if user.primary_email_address_id.as_ref() == Some(&id) {
            let left = email_addresses::list(&tx, instance, &user.id).await?;
            user.primary_email_address_id =
                left.into_iter().find(|address| address.is_verified()).map(|address| address.id);
        }
        user.updated_at = now;
        users::update(&tx, &user).await?;
        Ok(())
    });
    delete.await?;
    Ok(Json(DeletedObject::new("email_address", id.as_str())))
}
