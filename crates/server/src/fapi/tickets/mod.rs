//! /v1/tickets

mod accept;

use axum::{Router, routing::get};

use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/tickets/accept", get(accept::accept))
}
