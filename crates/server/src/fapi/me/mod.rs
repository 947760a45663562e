//! /v1/me

mod change_password;
mod delete;
mod email_addresses;
mod load;
mod sessions;
mod show;
mod update;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me", get(show::show).patch(update::update).delete(delete::delete))
        .route("/v1/me/change_password", post(change_password::change_password))
        .route("/v1/me/email_addresses", get(email_addresses::list))
        .route("/v1/me/sessions", get(sessions::list))
        .route("/v1/me/sessions/active", get(sessions::list))
        .route("/v1/me/sessions/{session_id}/revoke", post(sessions::revoke))
}
