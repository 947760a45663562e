//! GET /dashboard/api/instance

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};
use nightdesk_auth::{
    model::{Environment, Settings},
    oauth,
    origin::host_of,
};
use nightdesk_listener::Scheme;
use nightdesk_wire::ids::InstanceId;
use serde::Serialize;

use super::super::guard::Opened;
use crate::{App, present::Json};

#[derive(Serialize)]
struct InstanceView<'a> {
    id: &'a InstanceId,
    /// Whether this process answers for it.
    served: bool,
    name: &'a str,
    environment: &'static str,
    frontend_api: &'a str,
    api_url: String,
    publishable_key: String,
    jwks_url: String,
    /// Where identity providers send users back to.
    callback_url: String,
    settings: SettingsView,
}

/// The settings as they are in force, where the stored form may leave one to the environment.
#[derive(Serialize)]
struct SettingsView {
    /// Without those that hold secrets.
    #[serde(flatten)]
    stored: Settings,
    test_mode: bool,
}

/// The instance, its addresses and its settings.
pub(in crate::pages) async fn get(
    State(app): State<App>,
    Opened(tenant, _): Opened,
    scheme: Option<Extension<Scheme>>,
    headers: HeaderMap,
) -> impl IntoResponse {
    let instance = &tenant.instance;
    let served = app.instances().serves(&instance.id);
    let here = served.then(|| loopback_url(scheme.map(|Extension(scheme)| scheme), &headers)).flatten();
    let api_url = here.unwrap_or_else(|| instance.issuer());
    Json(InstanceView {
        id: &instance.id,
        served,
        name: &instance.application_name,
        environment: match instance.environment {
            Environment::Development => "development",
            Environment::Production => "production",
        },
        frontend_api: &instance.frontend_api,
        jwks_url: format!("{api_url}/.well-known/jwks.json"),
        callback_url: oauth::callback_url(instance, None),
        api_url,
        publishable_key: instance.publishable_key(),
        settings: SettingsView {
            stored: Settings { social_connections: BTreeMap::new(), ..instance.settings.clone() },
            test_mode: instance.settings.test_mode(instance.environment),
        },
    })
    .into_response()
}

/// Where backends on this machine reach the server, if the browser just did on loopback.
fn loopback_url(scheme: Option<Scheme>, headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let bare = host_of(host);
    let loopback = bare == "localhost"
        || bare.ends_with(".localhost")
        || bare
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    loopback.then(|| format!("{}://{host}", scheme.unwrap_or(Scheme::Http).as_str()))
}
