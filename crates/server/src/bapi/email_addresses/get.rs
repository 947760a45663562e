//! GET /v1/email_addresses/{email_address_id}

use nightdesk_wire::{email_address::EmailAddress, ids::EmailAddressId};

use super::find;
use crate::{
    ApiError,
    bapi::cx::BackendCx,
    extract::Path,
    present::{self, Json},
};

/// An e-mail address of a user.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(
    cx: BackendCx,
    Path(id): Path<EmailAddressId>,
) -> Result<Json<EmailAddress>, ApiError> {
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    Ok(Json(present::email_address(&found, cx.now)))
}
