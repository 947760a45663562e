//! Which part of the server answers.

use std::convert::Infallible;

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{Method, Uri, header, uri::PathAndQuery},
    response::Response,
};
use tower::{ServiceExt as _, service_fn};

use crate::{app::App, extract::query, fapi};

/// Everything the server answers: Frontend API, Backend API and pages.
///
/// The same port and the same paths serve both APIs; a secret key in `Authorization` asks for the Backend API.
pub fn router(app: App) -> Router {
    let fapi = fapi::router(app);
    Router::new().fallback_service(service_fn(move |request: Request| {
        let part = fapi.clone();
        async move { dispatch(part, normalize(request)).await }
    }))
}

async fn dispatch(part: Router, request: Request) -> Result<Response, Infallible> {
    part.oneshot(request).await
}

/// Undoes two habits of the SDKs: verbs other than GET and POST come as `POST ...?_method=VERB`, and some paths end in
/// a slash.
fn normalize(mut request: Request<Body>) -> Request {
    if request.method() == Method::POST
        && let Some(verb) = query::param(request.uri(), "_method")
        && let Ok(method @ (Method::PATCH | Method::PUT | Method::DELETE)) =
            Method::from_bytes(verb.to_ascii_uppercase().as_bytes())
    {
        *request.method_mut() = method;
    }
    let path = request.uri().path();
    if path.len() > 1 && path.ends_with('/') {
        let trimmed = path.trim_end_matches('/');
        let trimmed = if trimmed.is_empty() { "/" } else { trimmed };
        let text = request.uri().query().map_or_else(|| trimmed.to_owned(), |query| format!("{trimmed}?{query}"));
        if let Ok(path_and_query) = text.parse::<PathAndQuery>() {
            let mut parts = request.uri().clone().into_parts();
            parts.path_and_query = Some(path_and_query);
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
            }
        }
    }
    request
}

/// Whether a request carries a secret key.
pub(crate) fn has_secret_key(request: &Request) -> bool {
    request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.trim_start_matches("Bearer ").trim_start().starts_with("sk_"))
}
