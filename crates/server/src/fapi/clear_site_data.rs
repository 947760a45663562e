//! GET /v1/clear-site-data

use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use nightdesk_wire::codes::ErrorCode;

use crate::{app::App, present::ApiError, routing::get};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/clear-site-data", get(clear_site_data))
}

/// Has the browser forget all that it keeps of this host, cookies included.
///
/// # Errors
/// `origin_invalid` for what another site embeds: an image there could sign the user out. Origins that are named were
/// checked before.
async fn clear_site_data(headers: HeaderMap) -> Result<Response, ApiError> {
    let is_cross_site = headers.get(SEC_FETCH_SITE).is_some_and(|value| value == "cross-site");
    if is_cross_site && !headers.contains_key(header::ORIGIN) {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            ErrorCode::OriginInvalid,
            "origin not allowed",
            "Another site cannot have this browser forget anything.",
        ));
    }
    Ok((StatusCode::OK, [(CLEAR_SITE_DATA, HeaderValue::from_static("\"*\""))]).into_response())
}
