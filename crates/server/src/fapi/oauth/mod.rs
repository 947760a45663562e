//! Sign-in at identity providers: what sign-ins, sign-ups and accounts have in common, and /v1/oauth_callback
//! (`docs/protocol.md`, "Sign-in at a provider").

mod admit;
mod apply;
mod callback;
pub(super) mod given_token;
mod post_callback;
mod redeem;
mod way;

use axum::Router;

pub(super) use admit::{admit, owner};
pub(super) use redeem::redeem;
pub(super) use way::{PREFIX, Way};

use crate::{
    app::App,
    routing::{get, post},
};

/// Apart from the other routes: a provider posts here from its own origin.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/oauth_callback", get(callback::callback).merge(post(post_callback::post_callback)))
}
