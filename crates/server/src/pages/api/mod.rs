//! `/dashboard/api/*`: what the dashboard's pages read and change.

mod allowed_origins;
mod impersonations;
mod instance;
mod outbox;
mod secret_keys;
mod users;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{delete, get, post, put},
};

use super::guard;
use crate::{ApiError, App, bapi};

pub(super) fn router(app: &App) -> Router<App> {
    Router::new()
        .route("/instance", get(instance::get))
        .route("/secret_keys", get(secret_keys::list).post(secret_keys::create))
        .route("/secret_keys/{id}", delete(secret_keys::revoke))
        .route("/allowed_origins", put(allowed_origins::replace))
        .route("/outbox", get(outbox::list))
        .route("/users", get(users::list))
        .route("/impersonations", post(impersonations::create))
        .merge(bapi::routes())
        .fallback(async || ApiError::not_found("This part of the dashboard"))
        .layer(from_fn_with_state(app.clone(), guard::let_in))
}
