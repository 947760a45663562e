//! POST /v1/domains

use nightdesk_auth::domain;
use nightdesk_wire::{bapi, codes::ErrorCode, ids::DomainId};

use super::{BackendCx, change, check_port, present, refused};
use crate::{ApiError, bapi::body::Body, present::Json};

/// Adds a satellite: at `clerk.` in front of its name, or behind a proxy.
///
/// # Errors
/// `form_param_missing`, `form_param_format_invalid`, `form_param_value_invalid` for a second primary domain,
/// `form_identifier_exists`.
pub(super) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::Domain>, ApiError> {
    let name = body.required_text("name")?;
    let is_satellite = body.switch("is_satellite")?.ok_or_else(|| {
        ApiError::param(ErrorCode::FormParamMissing, "is_satellite", "is_satellite must be included.")
    })?;
    let proxy_url = body.text("proxy_url")?.flatten();
    body.finish()?;
    check_port(&cx, Some(&name))?;
    if !is_satellite {
        let text = "An instance has one primary domain. is_satellite must be true.";
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "is_satellite", text));
    }
    let id = DomainId::generate(cx.now, cx.random());
    let domain = domain::new(id, &name, proxy_url.as_deref()).map_err(refused)?;
    change(&cx, |instance| domain::put(instance, &domain)).await?;
    Ok(Json(present(domain)))
}
