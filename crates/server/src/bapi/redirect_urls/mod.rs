//! /v1/redirect_urls

mod create;
mod delete;
mod get;
mod list;

use axum::Router;
use nightdesk_auth::model;
use nightdesk_wire::bapi;

use super::cx::BackendCx;
use crate::{
    ApiError, App,
    routing::{delete, get, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/redirect_urls", get(list::list).merge(post(create::create)))
        .route("/v1/redirect_urls/{id}", get(get::get).merge(delete(delete::delete)))
}

fn present_redirect_url(stored: model::RedirectUrl) -> bapi::RedirectUrl {
    bapi::RedirectUrl {
        id: stored.id,
        url: stored.url,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}

fn not_found() -> ApiError {
    ApiError::not_found("The redirect URL")
}
