//! The Frontend API: what pages, extensions and native applications call.

mod account_pages;
mod account_portal;
mod clear_site_data;
mod client;
mod dev_browser;
mod environment;
mod fallback;
mod health;
mod me;
mod oauth;
mod proxy_health;
mod redirect;
mod redirects;
mod sessions;
mod sign_ins;
mod sign_ups;
mod signed_in;
mod signed_out;
mod tickets;
mod verify;
mod waitlist;
mod well_known;

use axum::{Router, middleware::from_fn_with_state};

use crate::{app::App, middleware, routing::get};

/// All routes, inside the middleware of this API.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        .merge(account_portal::routes())
        .merge(clear_site_data::routes())
        .merge(client::routes())
        .merge(dev_browser::routes())
        .merge(environment::routes())
        .merge(health::routes())
        .merge(me::routes())
        .merge(proxy_health::routes())
        .merge(redirect::routes())
        .merge(sessions::routes())
        .merge(sign_ins::routes())
        .merge(sign_ups::routes())
        .merge(tickets::routes())
        .merge(waitlist::routes())
        .route("/v1/verify", get(verify::verify))
        .merge(well_known::routes())
        .fallback(fallback::unknown)
        .method_not_allowed_fallback(fallback::wrong_method)
        .layer(from_fn_with_state(app.clone(), middleware::around_fapi))
        // A provider may post from an origin of its own, and nothing changes by that; nor by looking at a page.
        .merge(
            oauth::routes()
                .merge(account_pages::routes())
                .method_not_allowed_fallback(fallback::wrong_method)
                .layer(from_fn_with_state(app.clone(), middleware::around_fapi_of_any_origin)),
        )
        .with_state(app)
}
