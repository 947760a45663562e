//! Where the Frontend API sends browsers.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use nightdesk_auth::{Refusal, redirect};
use nightdesk_store::redirect_urls;
use url::Url;

use crate::{extract::Cx, present::ApiError};

/// More than anybody lists.
const MOST: i64 = 1000;

/// Checks the `redirect_url` of a flow. The list is only read for what is neither the instance's own nor an allowed
/// origin's.
///
/// # Errors
/// `form_param_nil`, `form_param_format_invalid` or `form_param_value_invalid` for an address that is absent, none, or
/// of somebody else.
pub(super) async fn checked(cx: &Cx, text: Option<&str>) -> Result<Url, ApiError> {
    checked_at(cx, &cx.front.host, text).await
}

/// Like [`checked`], for a flow that goes on at another host of the instance.
pub(super) async fn checked_at(cx: &Cx, front: &str, text: Option<&str>) -> Result<Url, ApiError> {
    let instance = &cx.tenant.instance;
    match redirect::target(instance, front, &[], text) {
        Err(Refusal::RedirectNotAllowed { .. }) => {}
        judged => return Ok(judged?),
    }
    let read = cx.store().read(|tx| async move { redirect_urls::list(&tx, &instance.id, MOST, 0).await });
    let listed: Vec<_> = read.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    Ok(redirect::target(instance, front, &listed, text)?)
}

/// Sends a browser on, with a status of 3xx. No cache keeps where.
pub(super) fn send(status: StatusCode, to: &Url) -> Result<Response, ApiError> {
    // A URL that was parsed contains nothing that a header could not.
    let location = HeaderValue::from_str(to.as_str()).map_err(|error| ApiError::internal(&error))?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((status, headers).into_response())
}

/// Leads a person whose link was refused to the page that says so; programs, which ask for no HTML, get the refusal.
///
/// # Errors
/// The refusal.
pub(super) fn or_page(
    followed: Result<Response, ApiError>,
    headers: &HeaderMap,
    page: &Url,
) -> Result<Response, ApiError> {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    match followed {
        Err(refused) if refused.status == StatusCode::BAD_REQUEST && accept.contains("text/html") => {
            send(StatusCode::SEE_OTHER, page)
        }
        followed => followed,
    }
}
