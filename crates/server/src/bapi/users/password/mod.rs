//! /v1/users/{user_id}/password

mod set_compromised;
mod unset_compromised;

use axum::Router;

use crate::{App, routing::post};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/users/{user_id}/password/set_compromised", post(set_compromised::set_compromised))
        .route("/v1/users/{user_id}/password/unset_compromised", post(unset_compromised::unset_compromised))
}
