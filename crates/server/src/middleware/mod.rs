//! What happens to every request before and after its handler.
//!
//! From the outside in: [`observe`] (request id, log, `Date`), then for the Frontend API [`tenant`] (which instance),
//! [`hand_out`] (credentials in the answer) and [`cors`], then the limits of a single request ([`guard`]). What one part of
//! the server needs of it is one layer of its router: each layer costs every request a copy of all that it is around.

mod cors;
pub(crate) mod front;
mod guard;
mod hand_out;
mod observe;
pub(crate) mod set_cookie;
mod tenant;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{app::App, audit};

use cors::cors;
use guard::{caught, in_time};
use hand_out::hand_out;
use observe::observe;
use tenant::tenant;

/// Around the Frontend API.
pub(crate) async fn around_fapi(State(app): State<App>, request: Request, next: Next) -> Response {
    let app = &app;
    let run = |request| in_time(app, caught(next.run(request)));
    let known = |request| hand_out(app, request, |request| cors(request, run));
    observe(app, request, |request| tenant(app, request, known)).await
}

/// Around what pages of any origin may ask of the Frontend API's host.
pub(crate) async fn around_fapi_of_any_origin(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let app = &app;
    let run = |request| in_time(app, caught(next.run(request)));
    let known = |request| hand_out(app, request, run);
    observe(app, request, |request| tenant(app, request, known)).await
}

/// Around pictures, which nobody has to show anything for.
pub(crate) async fn around_images(State(app): State<App>, request: Request, next: Next) -> Response {
    let app = &app;
    let run = |request| in_time(app, caught(next.run(request)));
    observe(app, request, |request| tenant(app, request, run)).await
}

/// Around the Backend API.
pub(crate) async fn around_bapi(State(app): State<App>, request: Request, next: Next) -> Response {
    let app = &app;
    let run = |request| caught(next.run(request));
    observe(app, request, |request| in_time(app, audit::log_keys(app, request, run))).await
}

/// Around files, and the dashboard.
pub(crate) async fn around_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    observe(&app, request, |request| caught(next.run(request))).await
}
