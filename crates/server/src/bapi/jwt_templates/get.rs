//! GET /v1/jwt_templates/{template_id}

use nightdesk_wire::{bapi, ids::JwtTemplateId};

use super::{BackendCx, find, present_template};
use crate::{ApiError, extract::Path, present::Json};

/// A template, without its key.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(
    cx: BackendCx,
    Path(id): Path<JwtTemplateId>,
) -> Result<Json<bapi::JwtTemplate>, ApiError> {
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    Ok(Json(present_template(found)))
}
