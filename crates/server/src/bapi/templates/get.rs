//! GET /v1/templates/{template_type}/{slug}

use nightdesk_wire::bapi;

use super::{BackendCx, Named, find, kind_of, present_template};
use crate::{ApiError, extract::Path, present::Json};

/// What a message says.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn get(cx: BackendCx, Path(named): Path<Named>) -> Result<Json<bapi::Template>, ApiError> {
    let kind = kind_of(&named)?;
    let stored = cx.read(async |tx| find(&cx, &tx, kind).await).await?;
    Ok(Json(present_template(&cx, kind, stored.as_ref())))
}
