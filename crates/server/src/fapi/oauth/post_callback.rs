//! POST /v1/oauth_callback

use axum::{
    Extension,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use url::form_urlencoded::Serializer;

use crate::{extract::Form, middleware::front::Front, present::ApiError};

/// Codes of some providers are tokens.
const MAX_BYTES: usize = 8 * 1024;

/// Turns the POST of a provider into a GET with the same parameters: only that brings the client's cookie along.
///
/// # Errors
/// `form_param_max_length_exceeded`, `form_param_duplicate`.
pub(super) async fn post_callback(
    Extension(front): Extension<Front>,
    form: Form,
) -> Result<Response, ApiError> {
    let mut query = Serializer::new(String::new());
    for name in ["state", "code", "error", "user"] {
        if let Some(value) = form.long_text(name, MAX_BYTES)? {
            query.append_pair(name, &value);
        }
    }
    let proxy = front.proxy.map_or_else(String::new, |proxy| proxy.url);
    let location = HeaderValue::from_str(&format!("{proxy}/v1/oauth_callback?{}", query.finish()))
        .map_err(|error| ApiError::internal(&error))?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}
