//! /v1/dev_browser

mod init;
mod set_first_party_cookie;

use std::sync::Arc;

use axum::{Extension, Router, extract::State};
use nightdesk_wire::dev_browser::DevBrowser;

use crate::{
    app::App,
    extract::{Credentials, Outgoing, create_dev_browser},
    instances::Tenant,
    present::{ApiError, Json},
    routing::{get, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/dev_browser", post(create))
        .route("/v1/dev_browser/init", get(init::init))
        .route("/v1/dev_browser/set_first_party_cookie", post(set_first_party_cookie::set_first_party_cookie))
}

/// Makes a development browser, a fresh one even for a caller who has one.
///
/// # Errors
/// `resource_not_found` on production instances.
async fn create(
    State(app): State<App>,
    Extension(tenant): Extension<Arc<Tenant>>,
    Extension(credentials): Extension<Credentials>,
) -> Result<Json<DevBrowser>, ApiError> {
    if !tenant.instance.environment.is_development() {
        return Err(ApiError::not_found("A development browser on a production instance"));
    }
    let id = create_dev_browser(&app, &tenant, app.clock().now()).await?;
    credentials.hand_out(Outgoing::DevBrowser(id.clone()));
    Ok(Json(DevBrowser { id }))
}
