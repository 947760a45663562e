//! /v1/client/sign_ups

mod attempt_verification;
mod create;
mod email_link;
mod fields;
mod finish;
mod load;
mod oauth;
mod prepare_verification;
mod proof;
mod show;
mod ticket;
mod update;
mod web3;

pub(super) use email_link::follow_link;

use axum::Router;

pub(super) use finish::finish;

use crate::{
    app::App,
    routing::{get, patch, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/client/sign_ups", post(create::create))
        .route("/v1/client/sign_ups/{sign_up_id}", get(show::show).merge(patch(update::update)))
        .route(
            "/v1/client/sign_ups/{sign_up_id}/prepare_verification",
            post(prepare_verification::prepare_verification),
        )
        .route(
            "/v1/client/sign_ups/{sign_up_id}/attempt_verification",
            post(attempt_verification::attempt_verification),
        )
}
