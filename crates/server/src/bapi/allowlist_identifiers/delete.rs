//! DELETE /v1/allowlist_identifiers/{identifier_id}

use nightdesk_auth::model::IdentifierList;
use nightdesk_wire::{deleted_object::DeletedObject, ids::ListedIdentifierId};

use crate::{
    ApiError,
    bapi::{cx::BackendCx, listed},
    extract::Path,
    present::Json,
};

/// Takes an identifier off the list.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete(
    cx: BackendCx,
    Path(id): Path<ListedIdentifierId>,
) -> Result<Json<DeletedObject>, ApiError> {
    Ok(Json(listed::remove(&cx, IdentifierList::Allow, &id).await?))
}
