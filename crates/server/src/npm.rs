//! `GET /npm/@clerk/{package}@{version}/dist/{file}`: the scripts of the browser SDK.
//!
//! Web applications do not bundle it: their SDK adds a script element with this address on the frontend API's host. The
//! scripts come from builds that the owner put on disk, or from where the owner says.

use std::{io, path::Path as FilePath};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse as _, Response},
};
use nightdesk_wire::codes::ErrorCode;

use crate::{
    app::App,
    assets::{PACKAGES, SCOPE, Wanted, compressed, content_type},
    embedded::accepts_gzip,
    extract::Path,
    present::ApiError,
    routing::get,
};

/// An exact version never changes.
const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// What stands behind a range changes when a newer version is added.
const FOR_NOW: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Everything under `/npm`.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/npm/@clerk/{package}/dist/{file}", get(file))
        .fallback(async || missing(SCOPE, "latest"))
        .layer(from_fn(for_every_page))
}

async fn file(
    State(app): State<App>,
    Path((package, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (name, version) = package.split_once('@').unwrap_or((&package, "latest"));
    let known = PACKAGES.into_iter().find(|known| *known == name);
    let (Some(name), Ok(wanted), Some(content_type)) = (known, version.parse(), content_type(&file)) else {
        return Err(missing(SCOPE, "latest"));
    };
    let found = match &app.config().assets {
        Some(assets) => {
            assets.find(name, &wanted, &file).await.map_err(|error| ApiError::internal(&error))?
        }
        None => None,
    };
    if let Some((version, path)) = found {
        let lasting = if matches!(wanted, Wanted::Exactly(_)) { FOR_GOOD } else { FOR_NOW };
        return serve(&path, &version.to_string(), content_type, lasting, &headers)
            .await
            .map_err(|error| ApiError::internal(&error));
    }
    let Some(cdn) = &app.config().assets_cdn else { return Err(missing(name, version)) };
    let elsewhere = format!("{cdn}/{SCOPE}/{name}@{version}/dist/{file}");
    let headers = [(header::LOCATION, elsewhere), (header::CACHE_CONTROL, "public, max-age=300".to_owned())];
    Ok((StatusCode::TEMPORARY_REDIRECT, headers).into_response())
}

async fn serve(
    path: &FilePath,
    version: &str,
    content_type: &'static str,
    lasting: HeaderValue,
    asked: &HeaderMap,
) -> io::Result<Response> {
    let smaller = compressed(path);
    let compress = accepts_gzip(asked) && tokio::fs::try_exists(&smaller).await?;
    // A version has one file of the name.
    let etag = if compress { format!("\"{version}-gzip\"") } else { format!("\"{version}\"") };
    let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(tokio::fs::read(if compress { &smaller } else { path }).await?).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, lasting);
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.extend(HeaderValue::try_from(etag).ok().map(|etag| (header::ETAG, etag)));
    if compress {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// 404, with what the owner has to do.
fn missing(name: &str, version: &str) -> ApiError {
    let package = if name == SCOPE {
        "@clerk/clerk-js and @clerk/ui".to_owned()
    } else {
        format!("{SCOPE}/{name}@{version}")
    };
    ApiError::new(
        StatusCode::NOT_FOUND,
        ErrorCode::AssetMissing,
        "asset not found",
        format!(
            "This server has no such script of {package}. Install the package with npm and run \
             `nightdesk assets add node_modules` where the server runs, or set assets_cdn; see docs/self-hosting.md."
        ),
    )
}

/// The scripts hold nothing of anybody, and pages of every origin load them, without cookies.
async fn for_every_page(request: axum::extract::Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("cross-origin"));
    response
}
