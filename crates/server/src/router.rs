//! Which part of the server answers.

use std::{collections::HashSet, convert::Infallible, sync::LazyLock};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, Method, Uri, header, uri::PathAndQuery},
    middleware::from_fn_with_state,
    response::Response,
};
use tower::{ServiceExt as _, service_fn};

use crate::{app::App, bapi, documented, extract::query, fapi, forwarded, images, middleware, npm, pages};

/// Everything the server answers: Frontend API, Backend API, pages and the browser SDK's scripts.
///
/// The same port and the same paths serve both APIs; a secret key in `Authorization` asks for the Backend API.
pub fn router(app: App) -> Router {
    let trusted = app.config().trusted_proxies.clone();
    let parts = Parts {
        fapi: fapi::router(app.clone()),
        bapi: bapi::router(app.clone()),
        images: images::router(app.clone()),
        pages: pages::router(&app)
            .layer(from_fn_with_state(app.clone(), middleware::around_pages))
            .with_state(app.clone()),
        npm: npm::router().layer(from_fn_with_state(app.clone(), middleware::around_pages)).with_state(app),
    };
    Router::new().fallback_service(service_fn(move |request: Request| {
        let request = forwarded::read(&trusted, normalize(request));
        let part = parts.of(request.uri().path(), request.headers()).clone();
        async move { answer(part, request).await }
    }))
}

async fn answer(part: Router, request: Request) -> Result<Response, Infallible> {
    part.oneshot(request).await
}

#[derive(Clone)]
struct Parts {
    fapi: Router,
    bapi: Router,
    images: Router,
    pages: Router,
    npm: Router,
}

impl Parts {
    fn of(&self, path: &str, headers: &HeaderMap) -> &Router {
        if path == "/dashboard" || path.starts_with("/dashboard/") {
            return &self.pages;
        }
        if path == "/npm" || path.starts_with("/npm/") {
            return &self.npm;
        }
        if path.starts_with("/images/") {
            return &self.images;
        }
        if path.starts_with("/.well-known/") {
            return &self.fapi;
        }
        if has_secret_key(headers) || is_backend_only(path) { &self.bapi } else { &self.fapi }
    }
}

/// Whether only the Backend API has the path. Without a secret key it answers that one is missing, which says more than
/// that the path is not found.
fn is_backend_only(path: &str) -> bool {
    static RESOURCES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let frontend: HashSet<_> = documented::FAPI.resources().collect();
        documented::BAPI.resources().filter(|resource| !frontend.contains(resource)).collect()
    });
    let resource = path.strip_prefix("/v1/").and_then(|rest| rest.split('/').next());
    resource.is_some_and(|resource| RESOURCES.contains(resource))
}

/// Whether a request carries a secret key.
fn has_secret_key(headers: &HeaderMap) -> bool {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, key) = value.split_once(' ').unwrap_or(("", value));
    (scheme.is_empty() || scheme.eq_ignore_ascii_case("bearer")) && key.trim_start().starts_with("sk_")
}

/// Undoes two habits of the SDKs: verbs other than GET and POST come as `POST ...?_method=VERB`, and some paths end in
/// a slash.
pub(crate) fn normalize(mut request: Request<Body>) -> Request {
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
        let text =
            request.uri().query().map_or_else(|| trimmed.to_owned(), |query| format!("{trimmed}?{query}"));
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
