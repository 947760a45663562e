//! DELETE /v1/phone_numbers/{phone_number_id}

use nightdesk_wire::{deleted_object::DeletedObject, ids::PhoneNumberId};

use super::find;
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, make_room::take_off_number, present::Json};

/// Takes a number off its user. If it was the primary one or the default second factor, another takes its place.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete(
    cx: BackendCx,
    Path(id): Path<PhoneNumberId>,
) -> Result<Json<DeletedObject>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let delete = cx.write(async |tx| {
        let number = find(&tx, instance, &id).await?;
        Ok(take_off_number(&tx, &number, now).await?)
    });
    delete.await?;
    Ok(Json(DeletedObject::new("phone_number", id.as_str())))
}
