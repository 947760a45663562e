//! /v1/me/external_accounts

mod create;
mod delete;
mod load;
mod reauthorize;
mod revoke_tokens;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, patch, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me/external_accounts", post(create::create))
        .route("/v1/me/external_accounts/{external_account_id}", delete(delete::delete))
        .route("/v1/me/external_accounts/{external_account_id}/reauthorize", patch(reauthorize::reauthorize))
        .route("/v1/me/external_accounts/{external_account_id}/tokens", delete(revoke_tokens::revoke_tokens))
}
