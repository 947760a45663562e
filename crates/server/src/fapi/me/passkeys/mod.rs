//! /v1/me/passkeys

mod attempt_verification;
mod create;
mod delete;
mod load;
mod show;
mod update;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, get, patch, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/passkeys", post(create::create))
        .route(
            "/v1/me/passkeys/{passkey_id}",
            get(show::show).merge(patch(update::update)).merge(delete(delete::delete)),
        )
        .route(
            "/v1/me/passkeys/{passkey_id}/attempt_verification",
            post(attempt_verification::attempt_verification),
        )
}
