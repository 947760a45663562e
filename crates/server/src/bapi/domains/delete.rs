//! DELETE /v1/domains/{domain_id}

use nightdesk_auth::domain;
use nightdesk_wire::{deleted_object::DeletedObject, ids::DomainId};

use super::{BackendCx, change};
use crate::{ApiError, extract::Path, present::Json};

/// Takes a satellite off.
///
/// # Errors
/// `resource_not_found`, `operation_not_allowed_on_primary_domain`.
pub(super) async fn delete(cx: BackendCx, Path(id): Path<DomainId>) -> Result<Json<DeletedObject>, ApiError> {
    change(&cx, |instance| domain::without(instance, &id)).await?;
    Ok(Json(DeletedObject::new("domain", id.as_str())))
}
