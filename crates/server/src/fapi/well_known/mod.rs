//! /.well-known/...

mod jwks;

use axum::{Router, routing::get};

use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/.well-known/jwks.json", get(jwks::jwks))
}
