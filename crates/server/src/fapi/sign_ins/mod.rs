//! /v1/client/sign_ins

mod attempt_first_factor;
mod attempt_second_factor;
mod create;
mod email_link;
mod finish;
mod load;
mod oauth;
mod passkey;
mod password;
mod prepare_first_factor;
mod prepare_second_factor;
mod reset_password;
mod send_code;
mod show;
mod ticket;
mod web3;

pub(super) use email_link::follow_link;

use axum::Router;

use crate::{
    app::App,
    routing::{get, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/client/sign_ins", post(create::create))
        .route("/v1/client/sign_ins/{sign_in_id}", get(show::show))
        .route(
            "/v1/client/sign_ins/{sign_in_id}/prepare_first_factor",
            post(prepare_first_factor::prepare_first_factor),
        )
        .route(
            "/v1/client/sign_ins/{sign_in_id}/attempt_first_factor",
            post(attempt_first_factor::attempt_first_factor),
        )
        .route(
            "/v1/client/sign_ins/{sign_in_id}/prepare_second_factor",
            post(prepare_second_factor::prepare_second_factor),
        )
        .route(
            "/v1/client/sign_ins/{sign_in_id}/attempt_second_factor",
            post(attempt_second_factor::attempt_second_factor),
        )
        .route("/v1/client/sign_ins/{sign_in_id}/reset_password", post(reset_password::reset_password))
}
