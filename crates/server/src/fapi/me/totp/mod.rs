//! /v1/me/totp

mod attempt_verification;
mod create;
mod delete;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/totp", post(create::create).merge(delete(delete::delete)))
        .route("/v1/me/totp/attempt_verification", post(attempt_verification::attempt_verification))
}
