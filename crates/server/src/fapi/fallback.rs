//! Paths and methods that no handler takes.

use axum::{
    extract::Request,
    http::{Method, StatusCode},
};
use nightdesk_wire::codes::ErrorCode;

use crate::present::ApiError;

/// Answers for paths without a handler.
pub(super) async fn unknown(request: Request) -> ApiError {
    no_such_path(request.method(), request.uri().path())
}

/// Answers for paths that have handlers, but none for this method.
pub(super) async fn wrong_method(request: Request) -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::MethodNotAllowed,
        "method not allowed",
        format!("{} does not take {}.", request.uri().path(), request.method()),
    )
}

fn no_such_path(method: &Method, path: &str) -> ApiError {
    ApiError::not_found(&format!("{method} {path}"))
}
