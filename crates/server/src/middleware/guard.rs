//! Limits of a single request: its time, and that a bug in it stays its own.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use nightdesk_wire::codes::ErrorCode;

use crate::{app::App, present::ApiError};

/// Gives a request up when its time is over. The work behind it is dropped, and with it what it had not committed.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(app.config().request_timeout, next.run(request)).await {
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

/// The answer to a request whose handler panicked.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    // The panic hook has logged what happened and where.
    ApiError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::InternalError,
        "internal error",
        "Something went wrong on the server. Nothing was lost; try again.",
    )
    .into_response()
}
