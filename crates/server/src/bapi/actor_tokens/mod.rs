//! /v1/actor_tokens

mod create;
mod revoke;

pub(crate) use create::issue;

use axum::Router;
use nightdesk_auth::model;
use nightdesk_wire::bapi;

use super::cx::BackendCx;
use crate::{App, routing::post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/actor_tokens", post(create::create))
        .route("/v1/actor_tokens/{actor_token_id}/revoke", post(revoke::revoke))
}

/// A ticket as backends see it. Its text is told once, when it is made.
fn present_token(stored: model::ActorToken, token: Option<String>, url: Option<String>) -> bapi::ActorToken {
    bapi::ActorToken {
        id: stored.id,
        status: super::sign_in_tokens::status(stored.status),
        user_id: stored.user_id,
        actor: stored.actor,
        token,
        url,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}
