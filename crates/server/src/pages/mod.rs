//! The dashboard: static pages, their JSON API, and who may open them.
//!
//! Admins sign in ([`sign_in`]), the first one made by whoever has a one-time link that the server printed ([`access`]);
//! both give the browser a cookie. The pages themselves are public and hold nothing of the instance.
//!
//! Under `/dashboard/api/v1` are the handlers of the Backend API, let in by the cookie instead of a secret key, so that
//! the pages change things by the same rules as backends do. What only the pages need is beside it in [`api`].

pub mod access;
mod api;
mod assets;
mod guard;
mod sign_in;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::Response,
};

use crate::{App, routing::get};

/// No inline code, nothing from elsewhere, no framing: what a page that shows secret keys can afford.
const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // The one-time link carries its token in the URL.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The file in which the dashboard shows what a mail looks like.
const MAIL_FRAME: &str = "/dashboard/mail.html";
/// No code at all; styles and pictures as mails have them. The page that frames it keeps it in a sandbox besides.
const MAIL_FRAME_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none'; \
                                 form-action 'none'; frame-ancestors 'self'";

/// Everything under `/dashboard`.
pub(crate) fn router(app: &App) -> Router<App> {
    Router::new()
        .route("/dashboard", get(assets::index))
        // A preview that asks with HEAD must not use the link up.
        .route("/dashboard/open", get(access::open).head(async || StatusCode::METHOD_NOT_ALLOWED))
        .route("/dashboard/{file}", get(assets::file))
        .nest("/dashboard/api", api::router(app))
        .layer(from_fn(add_security_headers))
}

async fn add_security_headers(request: Request, next: Next) -> Response {
    let frames_mail = request.uri().path() == MAIL_FRAME;
    let mut response = next.run(request).await;
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if frames_mail {
        let policy = HeaderValue::from_static(MAIL_FRAME_POLICY);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
