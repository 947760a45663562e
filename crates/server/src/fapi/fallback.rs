//! Paths and methods that no handler takes: 501 for what the contract documents, 404 or 405 for what it does not.

use axum::extract::Request;

use crate::{documented, present::ApiError};

/// Answers for paths without a handler.
pub(super) async fn unknown(request: Request) -> ApiError {
    documented::FAPI.unknown_path(request.method(), request.uri().path())
}

/// Answers for paths that have handlers, but none for this method.
pub(super) async fn wrong_method(request: Request) -> ApiError {
    documented::FAPI.wrong_method(request.method(), request.uri().path())
}
