//! GET /v1/phone_numbers/{phone_number_id}

use nightdesk_wire::{ids::PhoneNumberId, phone_number::PhoneNumber};

use super::find;
use crate::{
    ApiError,
    bapi::cx::BackendCx,
    extract::Path,
    present::{self, Json},
};

/// A phone number of a user.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(cx: BackendCx, Path(id): Path<PhoneNumberId>) -> Result<Json<PhoneNumber>, ApiError> {
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    Ok(Json(present::phone_number(&found, cx.now)))
}
