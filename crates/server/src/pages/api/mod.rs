//! `/dashboard/api/*`: what the dashboard's pages read and change.

mod admins;
mod allowed_origins;
mod application;
mod connections;
mod dashboards;
mod events;
mod health;
mod impersonations;
mod import_refusals;
mod imports;
mod instance;
mod instances;
mod me;
mod outbox;
mod page;
mod secret_keys;
mod sessions;
mod templates;
mod users;

use axum::{Router, middleware::from_fn_with_state};

use super::{guard, sign_in};
use crate::{
    ApiError, App, bapi,
    routing::{delete, get, patch, post, put},
};

pub(super) fn router(app: &App) -> Router<App> {
    Router::new()
        .route("/instance", get(instance::get))
        .route("/instances", post(instances::create))
        .route("/application", get(application::get).merge(patch(application::rename)))
        .route("/secret_keys", get(secret_keys::list).merge(post(secret_keys::create)))
        .route("/secret_keys/{id}", delete(secret_keys::revoke))
        .route("/allowed_origins", put(allowed_origins::replace))
        .route("/outbox", get(outbox::list))
        .route("/users", get(users::list))
        .route("/sessions", get(sessions::list))
        .route("/impersonations", post(impersonations::create))
        .route("/events", get(events::list))
        .route("/health", get(health::get))
        .route("/templates/{template_type}/{slug}", get(templates::get))
        .route("/templates/{template_type}/{slug}/test", post(templates::test))
        .route("/jwt_preview", post(bapi::jwt_templates::preview))
        .route("/admins", get(admins::list).merge(post(admins::create)))
        .route("/admins/{id}", delete(admins::remove))
        .route("/social_connections/{provider}/check", post(connections::check_connection))
        .route("/dashboards", get(dashboards::list))
        .route("/dashboards/{id}", delete(dashboards::close))
        .route("/me", get(me::get))
        .route("/me/password", post(me::change_password))
        .route("/me/totp", post(me::begin).merge(delete(me::remove)))
        .route("/me/totp/confirm", post(me::confirm))
        .route("/imports", get(imports::list).merge(post(imports::create)))
        .route("/imports/{id}", get(imports::get))
        .route("/imports/{id}/records", post(imports::add))
        .route("/imports/{id}/refusals", get(import_refusals::list))
        .route("/sign_out", post(sign_in::sign_out))
        .merge(bapi::routes())
        .fallback(async || ApiError::not_found("This part of the dashboard"))
        .layer(from_fn_with_state(app.clone(), guard::let_in))
        // Outside: whoever signs in is not let in yet.
        .route("/sign_in", post(sign_in::sign_in))
}
