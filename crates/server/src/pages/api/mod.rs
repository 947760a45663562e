//! `/dashboard/api/*`: what the dashboard's pages read and change.

mod allowed_origins;
mod instance;
mod outbox;
mod secret_keys;

use axum::{
    Router,
    routing::{delete, get, put},
};

use crate::{ApiError, App};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/instance", get(instance::get))
        .route("/secret_keys", get(secret_keys::list).post(secret_keys::create))
        .route("/secret_keys/{id}", delete(secret_keys::revoke))
        .route("/allowed_origins", put(allowed_origins::replace))
        .route("/outbox", get(outbox::list))
        .fallback(async || ApiError::not_found("This part of the dashboard"))
}
