//! /v1/me/profile_image

mod create;
mod delete;

use axum::{Router, extract::DefaultBodyLimit};

use crate::{
    app::App,
    extract::MAX_UPLOAD_BODY_BYTES,
    routing::{delete, post},
};

pub(super) fn routes() -> Router<App> {
    let handlers = post(create::create).merge(delete(delete::delete));
    Router::new().route("/v1/me/profile_image", handlers.layer(DefaultBodyLimit::max(MAX_UPLOAD_BODY_BYTES)))
}
