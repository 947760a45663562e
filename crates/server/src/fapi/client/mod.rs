//! /v1/client

mod create;
mod delete;
mod handshake;
mod link;
mod show;
mod sync;
mod touch;

use axum::Router;

pub(super) use self::handshake::active_session;
use crate::{
    app::App,
    routing::{delete, get, post, put},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/v1/client",
            get(show::show)
                .merge(post(create::create))
                .merge(put(create::create))
                .merge(delete(delete::delete)),
        )
        .route("/v1/client/handshake", get(handshake::handshake))
        .route("/v1/client/touch", get(touch::touch))
        .route("/v1/client/sync", get(sync::sync))
        .route("/v1/client/link", get(link::link))
}
