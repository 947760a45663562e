//! /v1/me/phone_numbers

mod attempt_verification;
mod create;
mod delete;
mod list;
mod load;
mod prepare_verification;
mod show;
mod update;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, get, patch, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/phone_numbers", get(list::list).merge(post(create::create)))
        .route(
            "/v1/me/phone_numbers/{phone_number_id}",
            get(show::show).merge(patch(update::update)).merge(delete(delete::delete)),
        )
        .route(
            "/v1/me/phone_numbers/{phone_number_id}/prepare_verification",
            post(prepare_verification::prepare_verification),
        )
        .route(
            "/v1/me/phone_numbers/{phone_number_id}/attempt_verification",
            post(attempt_verification::attempt_verification),
        )
}
