//! Limits of a single request: its time, and that a bug in it stays its own.

use std::panic::AssertUnwindSafe;

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use futures_util::FutureExt as _;
use nightdesk_wire::codes::ErrorCode;

use crate::{app::App, present::ApiError};

/// Gives a request up when its time is over. The work behind it is dropped, and with it what it had not committed.
pub(super) async fn in_time(app: &App, answer: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(app.config().request_timeout, answer).await {
        Ok(response) => response,
        Err(_) => ApiError::new(
            StatusCode::GATEWAY_TIMEOUT,
            ErrorCode::RequestTimeout,
            "request timed out",
            "The server needed too long to answer. Try again.",
        )
        .retry_after(1)
        .into_response(),
    }
}

/// Has a bug in one request end that one alone.
pub(super) async fn caught(answer: impl Future<Output = Response>) -> Response {
    AssertUnwindSafe(answer).catch_unwind().await.unwrap_or_else(|_| panicked())
}

/// The answer to a request whose handler panicked.
fn panicked() -> Response {
    // The panic hook has logged what happened and where.
    ApiError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::InternalError,
        "internal error",
        "Something went wrong on the server. Nothing was lost; try again.",
    )
    .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_that_panics_is_answered() {
        let response = caught(async { panic!("a bug") }).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(caught(async { StatusCode::OK.into_response() }).await.status(), StatusCode::OK);
    }
}
