//! GET /v1/redirect_urls/{id}

use nightdesk_store::redirect_urls;
use nightdesk_wire::{bapi, ids::RedirectUrlId};

use super::{BackendCx, not_found, present_redirect_url};
use crate::{ApiError, extract::Path, present::Json};

/// A place that browsers may be sent to.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn get(
    cx: BackendCx,
    Path(id): Path<RedirectUrlId>,
) -> Result<Json<bapi::RedirectUrl>, ApiError> {
    let instance = cx.instance_id();
    let found = cx.read(async |tx| Ok(redirect_urls::find(&tx, instance, &id).await?)).await?;
    found.map(|url| Json(present_redirect_url(url))).ok_or_else(not_found)
}
