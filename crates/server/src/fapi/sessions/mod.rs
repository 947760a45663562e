//! /v1/client/sessions

mod end;
mod end_all;
mod load;
mod show;
mod template_tokens;
mod tokens;
mod touch;
mod verify;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, get, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/client/sessions", delete(end_all::end_all))
        .route("/v1/client/sessions/{session_id}", get(show::show))
        .route("/v1/client/sessions/{session_id}/tokens", post(tokens::create))
        .route("/v1/client/sessions/{session_id}/tokens/{template_name}", post(template_tokens::create))
        .route("/v1/client/sessions/{session_id}/touch", post(touch::touch))
        .route("/v1/client/sessions/{session_id}/end", post(end::end))
        .route("/v1/client/sessions/{session_id}/remove", post(end::remove))
        .merge(verify::routes())
}
