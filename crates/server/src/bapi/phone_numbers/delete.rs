//! DELETE /v1/phone_numbers/{phone_number_id}

use nightdesk_auth::phone_number;
use nightdesk_store::{phone_numbers, users};
use nightdesk_wire::{deleted_object::DeletedObject, ids::PhoneNumberId};

use super::find;
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

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
        phone_numbers::delete(&tx, instance, &id).await?;
        let Some(mut user) = users::find(&tx, instance, &number.user_id).await? else { return Ok(()) };
        let mut left = phone_numbers::list(&tx, instance, &user.id).await?;
        phone_number::settle(&mut user, &mut left, now);
        for number in &left {
            phone_numbers::update(&tx, number).await?;
        }
        users::update(&tx, &user).await?;
        Ok(())
    });
    delete.await?;
    Ok(Json(DeletedObject::new("phone_number", id.as_str())))
}
