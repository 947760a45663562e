//! DELETE /v1/redirect_urls/{id}

use nightdesk_store::redirect_urls;
use nightdesk_wire::{deleted_object::DeletedObject, ids::RedirectUrlId};

use super::{BackendCx, not_found};
use crate::{ApiError, extract::Path, present::Json};

/// Takes a place off the list.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn delete(
    cx: BackendCx,
    Path(id): Path<RedirectUrlId>,
) -> Result<Json<DeletedObject>, ApiError> {
    let instance = cx.instance_id();
    let deleted = cx.write(async |tx| Ok(redirect_urls::delete(&tx, instance, &id).await?)).await?;
    if deleted { Ok(Json(DeletedObject::new("redirect_url", id.as_str()))) } else { Err(not_found()) }
}
