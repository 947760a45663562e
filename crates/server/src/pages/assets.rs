//! The static files of the dashboard.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use crate::embedded::DASHBOARD;

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
    DASHBOARD.serve(name, headers, status).unwrap_or_else(|| {
        let text = format!("{name} is not part of the dashboard. The dashboard starts at /dashboard.\n");
        (StatusCode::NOT_FOUND, text).into_response()
    })
}
