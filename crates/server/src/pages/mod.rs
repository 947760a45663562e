//! The dashboard: static pages, their JSON API, and who may open them.
//!
//! There are no accounts for the dashboard. The server prints a one-time link ([`access`]), which
//! gives the browser a cookie; the pages themselves are public and hold nothing of the instance.

pub mod access;
mod api;
mod assets;
mod guard;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::Response,
    routing::get,
};

use crate::App;

/// No inline code, nothing from elsewhere, no framing: what a page that shows secret keys can afford.
const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // The one-time link carries its token in the URL.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Everything under `/dashboard`.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/dashboard", get(assets::index))
        // A preview that asks with HEAD must not use the link up.
        .route("/dashboard/open", get(access::open).head(async || StatusCode::METHOD_NOT_ALLOWED))
        .route("/dashboard/{file}", get(assets::file))
        .nest("/dashboard/api", api::router())
        .layer(from_fn(add_security_headers))
}

async fn add_security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
