//! Which origins may call, and what browsers may let them see.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use nightdesk_auth::origin;
use nightdesk_wire::codes::ErrorCode;

use crate::{
    extract::{Credentials, Transport},
    instances::Tenant,
    present::ApiError,
};

const EXPOSED: HeaderValue =
    HeaderValue::from_static("Authorization, Clerk-Db-Jwt, X-Country, Retry-After, Date");
const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE");
const PREFLIGHT_SECS: HeaderValue = HeaderValue::from_static("7200");

/// Refuses unknown origins, answers preflights, and lets known origins read the answer.
///
/// A request without an `Origin` comes from no page: from a server, a native application, or an extension that may
/// reach this host anyway. None of them has a browser add cookies to a change, so one that does is refused: a cookie
/// says nothing about whose idea the request was.
pub(super) async fn cors<F>(request: Request, next: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else {
        if is_change_by_cookie(&request) {
            return refused("an unknown origin").into_response();
        }
        return next(request).await;
    };
    let tenant = request.extensions().get::<Arc<Tenant>>();
    let known =
        |tenant: &Arc<Tenant>| origin.to_str().is_ok_and(|origin| origin::allowed(&tenant.instance, origin));
    if !tenant.is_some_and(known) {
        return refused(origin.to_str().unwrap_or("(unreadable)")).into_response();
    }
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if is_preflight { preflight(request.headers()) } else { next(request).await };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    response
}

fn preflight(asked: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECS);
    let wanted = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        wanted.unwrap_or(HeaderValue::from_static("authorization, content-type")),
    );
    response
}

/// Whether a cookie alone vouches for a request that changes something.
fn is_change_by_cookie(request: &Request) -> bool {
    let by_cookie = |shown: &Credentials| match shown.transport {
        Transport::Cookie => shown.token.is_some(),
        Transport::DevBrowser => shown.by_cookie && shown.dev_browser.is_some(),
        Transport::Native | Transport::Extension => false,
    };
    !request.method().is_safe() && request.extensions().get::<Credentials>().is_some_and(by_cookie)
}

fn refused(origin: &str) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        ErrorCode::OriginInvalid,
        "origin not allowed",
        format!("Requests from {origin} are not allowed. Add it to the instance's allowed origins."),
    )
}
