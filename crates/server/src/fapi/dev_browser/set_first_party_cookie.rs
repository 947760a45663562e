//! POST /v1/dev_browser/set_first_party_cookie

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::{extract::Cx, present::ApiError};

/// 400 days: the longest that browsers keep a cookie.
const MAX_AGE_SECS: u32 = 400 * 24 * 60 * 60;

/// Keeps the development browser in a cookie of this host, so that links that lead here find who follows them.
///
/// # Errors
/// `resource_not_found` on production instances.
pub(super) async fn set_first_party_cookie(cx: Cx) -> Result<Response, ApiError> {
    let id = cx.dev_browser();
    let id = id.ok_or_else(|| ApiError::not_found("A development browser on a production instance"))?;
    let cookie =
        format!("__clerk_db_jwt={id}; Path=/; Max-Age={MAX_AGE_SECS}; SameSite=Lax; HttpOnly; Secure");
    let cookie = HeaderValue::from_str(&cookie).map_err(|error| ApiError::internal(&error))?;
    Ok((StatusCode::OK, [(header::SET_COOKIE, cookie)]).into_response())
}
