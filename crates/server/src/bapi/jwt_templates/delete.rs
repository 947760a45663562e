//! DELETE /v1/jwt_templates/{template_id}

use nightdesk_store::jwt_templates;
use nightdesk_wire::{deleted_object::DeletedObject, ids::JwtTemplateId};

use super::{BackendCx, not_found};
use crate::{ApiError, extract::Path, present::Json};

/// Removes a template. Tokens that are out already hold until they expire.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete(
    cx: BackendCx,
    Path(id): Path<JwtTemplateId>,
) -> Result<Json<DeletedObject>, ApiError> {
    let instance = cx.instance_id();
    let deleted = cx.write(async |tx| Ok(jwt_templates::delete(&tx, instance, &id).await?)).await?;
    if deleted { Ok(Json(DeletedObject::new("jwt_template", id.as_str()))) } else { Err(not_found()) }
}
