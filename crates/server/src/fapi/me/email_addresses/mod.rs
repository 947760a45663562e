//! /v1/me/email_addresses

mod attempt_verification;
mod create;
mod delete;
mod email_link;
mod list;
mod load;
mod prepare_verification;
mod show;

pub(in crate::fapi) use email_link::follow_link;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, get, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/email_addresses", get(list::list).merge(post(create::create)))
        .route("/v1/me/email_addresses/{email_id}", get(show::show).merge(delete(delete::delete)))
        .route(
            "/v1/me/email_addresses/{email_id}/prepare_verification",
            post(prepare_verification::prepare_verification),
        )
        .route(
            "/v1/me/email_addresses/{email_id}/attempt_verification",
            post(attempt_verification::attempt_verification),
        )
}
