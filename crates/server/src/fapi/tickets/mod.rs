//! /v1/tickets

mod accept;

use axum::Router;

use crate::{app::App, routing::get};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/tickets/accept", get(accept::accept))
}
