//! GET and PATCH /v1/environment

use std::sync::Arc;

use axum::{
    Extension, Router,
    http::{HeaderMap, header},
};
use nightdesk_auth::{origin, redirect};
use nightdesk_wire::environment::Environment;

use crate::{
    app::App,
    instances::Tenant,
    middleware::front::Front,
    present::{self, LedTo},
    routing::{get, patch},
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/environment", get(environment).merge(patch(environment)))
}

/// What the instance is set up to do. The SDKs "patch" it in development to show that they are there; there is nothing
/// to change.
async fn environment(
    Extension(tenant): Extension<Arc<Tenant>>,
    Extension(front): Extension<Front>,
    headers: HeaderMap,
) -> present::Json<Environment> {
    present::Json(present::environment(&tenant.instance, led_to(&tenant, &front, &headers)))
}

/// Where SDKs can lead from here. In development they lead to another host only with a development browser to hand over, or
/// else fail, prebuilt components and all. They keep one in the cookies of our own site that this server sets; pages of other
/// sites and extensions have none.
fn led_to(tenant: &Tenant, front: &Front, headers: &HeaderMap) -> LedTo {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let can_lead = match text(header::ORIGIN) {
        Some(origin) => origin::is_web(origin) && redirect::is_within_reach(&front.host, origin),
        // Extensions that may reach this host send no origin, but say that nobody's page asks.
        None => text(header::HeaderName::from_static("sec-fetch-site")) != Some("none"),
    };
    if can_lead || !tenant.instance.environment.is_development() {
        LedTo::HostedPages
    } else {
        LedTo::OwnPages
    }
}
