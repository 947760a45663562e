//! GET and PATCH /v1/environment

use std::sync::Arc;

use axum::{Extension, Router, routing::get};
use nightdesk_wire::environment::Environment;

use crate::{app::App, instances::Tenant, present};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/environment", get(environment).patch(environment))
}

/// What the instance is set up to do. The SDKs "patch" it in development to show that they are there; there is nothing
/// to change.
async fn environment(Extension(tenant): Extension<Arc<Tenant>>) -> present::Json<Environment> {
    present::Json(present::environment(&tenant.instance))
}
