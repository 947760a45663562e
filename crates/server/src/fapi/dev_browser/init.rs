//! GET /v1/dev_browser/init

use nightdesk_wire::dev_browser::DevBrowser;

use crate::{
    extract::Cx,
    present::{ApiError, Json},
};

/// The caller's development browser; a new one for a caller who has none.
///
/// # Errors
/// `resource_not_found` on production instances.
pub(super) async fn init(cx: Cx) -> Result<Json<DevBrowser>, ApiError> {
    let id = cx.dev_browser().cloned();
    let id = id.ok_or_else(|| ApiError::not_found("A development browser on a production instance"))?;
    Ok(Json(DevBrowser { id }))
}
