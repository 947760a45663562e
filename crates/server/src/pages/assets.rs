//! The static files of the dashboard, embedded in the binary.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Builds for development read the folder at run time instead, so that a change shows on reload.
#[derive(rust_embed::RustEmbed)]
#[folder = "../../packages/dashboard/src"]
struct Files;

/// `GET /dashboard`
pub(super) async fn index(headers: HeaderMap) -> Response {
    serve("index.html", &headers, StatusCode::OK)
}

/// `GET /dashboard/{file}`
pub(super) async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    serve(&name, &headers, StatusCode::OK)
}

/// The page that says that a link no longer works.
pub(super) fn expired() -> Response {
    serve("expired.html", &HeaderMap::new(), StatusCode::UNAUTHORIZED)
}

fn serve(name: &str, headers: &HeaderMap, status: StatusCode) -> Response {
    let Some((content_type, file)) = content_type(name).zip(Files::get(name)) else {
        let text = format!("{name} is not part of the dashboard. The dashboard starts at /dashboard.\n");
        return (StatusCode::NOT_FOUND, text).into_response();
    };
    let digest: String = file.metadata.sha256_hash().iter().map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{digest}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        // Asked about each time, so that the page never runs with the scripts of an older version.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, HeaderValue::try_from(etag).expect("hex digits and quotes are header characters")),
    ];
    (status, headers, file.data).into_response()
}

/// The type of a file of ours; `None` for files that are no part of the pages.
fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "html" => Some("text/html; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        _ => None,
    }
}
