//! /v1/me/phone_numbers

mod attempt_verification;
mod create;
mod delete;
mod list;
mod load;
mod prepare_verification;
mod show;
mod update;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/phone_numbers", get(list::list).post(create::create))
        .route(
            "/v1/me/phone_numbers/{phone_number_id}",
            get(show::show).patch(update::update).delete(delete::delete),
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
