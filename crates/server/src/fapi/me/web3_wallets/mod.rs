//! /v1/me/web3_wallets

mod attempt_verification;
mod create;
mod delete;
mod list;
mod load;
mod prepare_verification;
mod show;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, get, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/web3_wallets", get(list::list).merge(post(create::create)))
        .route("/v1/me/web3_wallets/{web3_wallet_id}", get(show::show).merge(delete(delete::delete)))
        .route(
            "/v1/me/web3_wallets/{web3_wallet_id}/prepare_verification",
            post(prepare_verification::prepare_verification),
        )
        .route(
            "/v1/me/web3_wallets/{web3_wallet_id}/attempt_verification",
            post(attempt_verification::attempt_verification),
        )
}
