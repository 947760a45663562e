//! /v1/client/sessions/{session_id}/verify

mod attempt_first_factor;
mod attempt_second_factor;
mod load;
mod prepare_first_factor;
mod prepare_second_factor;
mod send_code;
mod start;

use axum::Router;

use crate::{app::App, routing::post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/client/sessions/{session_id}/verify", post(start::start))
        .route(
            "/v1/client/sessions/{session_id}/verify/prepare_first_factor",
            post(prepare_first_factor::prepare_first_factor),
        )
        .route(
            "/v1/client/sessions/{session_id}/verify/attempt_first_factor",
            post(attempt_first_factor::attempt_first_factor),
        )
        .route(
            "/v1/client/sessions/{session_id}/verify/prepare_second_factor",
            post(prepare_second_factor::prepare_second_factor),
        )
        .route(
            "/v1/client/sessions/{session_id}/verify/attempt_second_factor",
            post(attempt_second_factor::attempt_second_factor),
        )
}
