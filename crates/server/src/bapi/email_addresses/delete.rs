//! DELETE /v1/email_addresses/{email_address_id}

use nightdesk_wire::{deleted_object::DeletedObject, ids::EmailAddressId};

use super::find;
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, make_room::take_off_address, present::Json};

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
        Ok(take_off_address(&tx, &address, now).await?)
    });
    delete.await?;
    Ok(Json(DeletedObject::new("email_address", id.as_str())))
}
