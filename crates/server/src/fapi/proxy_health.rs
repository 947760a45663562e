//! GET /v1/proxy-health

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, Uri},
    response::{IntoResponse as _, Response},
};
use nightdesk_auth::proxy;
use nightdesk_wire::codes::ErrorCode;
use serde_json::json;

use crate::{
    app::App,
    extract::query,
    instances::Tenant,
    middleware::front::{CLERK_PROXY_URL, CLERK_SECRET_KEY, is_key_of},
    present::{ApiError, Json},
    routing::get,
};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/proxy-health", get(proxy_health))
}

/// Whether an application that passes requests on does so as it has to.
///
/// # Errors
/// 400 `form_param_missing` without `domain_id`; 503 with a reason if something of the proxy's is missing or wrong.
async fn proxy_health(
    State(app): State<App>,
    Extension(tenant): Extension<Arc<Tenant>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if query::param(&uri, "domain_id").is_none_or(|id| id.is_empty()) {
        let (code, text) = (ErrorCode::FormParamMissing, "Say which domain, in domain_id.");
        return Err(ApiError::new(StatusCode::BAD_REQUEST, code, "form param missing", text));
    }
    let header =
        |name| headers.get(name).and_then(|value| value.to_str().ok()).filter(|text| !text.is_empty());
    let is_key = is_key_of(&app, &tenant, header(CLERK_SECRET_KEY)).await?;
    let unhealthy = match (header(CLERK_PROXY_URL).and_then(proxy::parse), header(X_FORWARDED_FOR)) {
        (None, _) => "Clerk-Proxy-Url must be the address under which browsers reach the proxy.",
        (_, None) => "The proxy must send the caller's address in X-Forwarded-For.",
        _ if !is_key => "Clerk-Secret-Key must be a secret key of this instance.",
        (Some(_), Some(caller)) => {
            let body = json!({"status": "healthy", "x_forwarded_for": caller});
            return Ok(Json(body).into_response());
        }
    };
    let body = json!({"status": "unhealthy", "message": unhealthy});
    Ok((StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response())
}
