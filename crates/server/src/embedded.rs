//! Static files of pages, embedded in the binary. Builds for development read their folder at run time instead, so that a
//! change shows on reload.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

/// A file; `None` if it is not one of those.
pub(crate) fn serve<Files: RustEmbed>(
    name: &str,
    headers: &HeaderMap,
    status: StatusCode,
) -> Option<Response> {
    let (content_type, file) = content_type(name).zip(Files::get(name))?;
    let digest: String = file.metadata.sha256_hash().iter().map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{digest}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return Some(StatusCode::NOT_MODIFIED.into_response());
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        // Asked about each time, so that the page never runs with the scripts of an older version.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, HeaderValue::try_from(etag).expect("hex digits and quotes are header characters")),
    ];
    Some((status, headers, file.data).into_response())
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
