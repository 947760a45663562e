//! The log of what is changed in the dashboard and by secret keys.

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request},
    http::Method,
    response::Response,
};
use nightdesk_auth::model::EventKind;
use serde_json::Value;

use crate::{
    App, Tenant,
    events::{Actor, event, log},
};

/// What changes nothing, and the requests of one thing that was done, which is logged as one.
const UNLOGGED: [&str; 10] = [
    "POST /jwt_preview",
    "POST /templates/{template_type}/{slug}/preview",
    "POST /social_connections/{provider}/check",
    "POST /imports/{id}/records",
    "POST /clients/verify",
    "POST /sessions/{session_id}/tokens",
    "POST /sessions/{session_id}/tokens/{template_name}",
    "POST /sessions/{session_id}/refresh",
    "POST /users/{user_id}/verify_password",
    "POST /users/{user_id}/verify_totp",
];

/// What a request asks for.
pub(crate) struct Act {
    operation: String,
    /// What its path names: the user, if there is one, or the last thing.
    subject: Option<String>,
}

impl Act {
    pub(crate) fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let route = request.extensions().get::<MatchedPath>().map_or(path, MatchedPath::as_str);
        let route = route.strip_prefix("/dashboard/api").unwrap_or(route);
        let route = route.strip_prefix("/v1").unwrap_or(route);
        // From the end: the request's path still has the prefixes.
        let named: Vec<_> = (route.rsplit('/').zip(path.rsplit('/')))
            .filter(|(pattern, _)| pattern.starts_with('{'))
            .collect();
        let user = named.iter().find(|(pattern, _)| *pattern == "{user_id}");
        let subject = user.or_else(|| named.first()).map(|(_, id)| (*id).to_owned());
        let method: &Method = request.method();
        Self { operation: format!("{method} {route}"), subject }
    }
}

/// Writes a change down that has been made. What a created thing is called is in the answer.
pub(crate) async fn note(
    app: &App,
    tenant: &Tenant,
    actor: &Actor<'_>,
    act: Act,
    response: Response,
) -> Response {
    if !response.status().is_success() || UNLOGGED.contains(&act.operation.as_str()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let subject = if act.operation.contains("{user_id}") { act.subject } else { told(&body).or(act.subject) };
    let instance = &tenant.instance;
    let event = &event(app, &instance.id, EventKind::Change, &act.operation, actor, subject);
    let written = app.store().write(|tx| async move { log(&tx, &instance.settings, event).await }).await;
    if let Err(error) = written {
        tracing::error!(%error, event.operation = %event.operation, "a change was made and is not in the log");
    }
    Response::from_parts(parts, Body::from(body))
}

/// The user that an answer is about, or whatever else has an id in it.
fn told(body: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let id = |name: &str| answer[name].as_str().map(str::to_owned);
    id("user_id").or_else(|| id("id"))
}

/// Where the extractor of a request says whose key it came with.
#[derive(Clone, Default)]
pub(crate) struct KeyInUse(Arc<OnceLock<(Arc<Tenant>, String)>>);

impl KeyInUse {
    /// Notes the name of the key.
    pub(crate) fn set(&self, tenant: &Arc<Tenant>, name: &str) {
        // A request comes with one key, so whoever was first has said the same.
        let _ = self.0.set((Arc::clone(tenant), name.to_owned()));
    }
}

/// Writes down what backends change, and by which key.
pub(crate) async fn log_keys<F>(app: &App, mut request: Request, next: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    if request.method().is_safe() {
        return next(request).await;
    }
    let key = KeyInUse::default();
    request.extensions_mut().insert(key.clone());
    let act = Act::of(&request);
    let response = next(request).await;
    match key.0.get() {
        Some((tenant, name)) => note(app, tenant, &Actor::Key(name), act, response).await,
        None => response,
    }
}
