//! /.well-known/...

mod apps;
mod jwks;
mod oauth;
mod webauthn;

use axum::Router;

use crate::{app::App, routing::get};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/.well-known/jwks.json", get(jwks::jwks))
        .route("/.well-known/apple-app-site-association", get(apps::apple))
        .route("/.well-known/assetlinks.json", get(apps::android))
        .route("/.well-known/openid-configuration", get(oauth::openid))
        .route("/.well-known/oauth-authorization-server", get(oauth::server))
        .route("/.well-known/webauthn", get(webauthn::webauthn))
}
