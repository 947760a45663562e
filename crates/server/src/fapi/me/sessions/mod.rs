//! /v1/me/sessions

mod active;
mod list;
mod revoke;

use axum::Router;

use crate::{
    app::App,
    routing::{get, post},
};

/// Nobody looks through more devices than that.
const MOST: i64 = 200;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/sessions", get(list::list))
        .route("/v1/me/sessions/active", get(active::active))
        .route("/v1/me/sessions/{session_id}/revoke", post(revoke::revoke))
}
