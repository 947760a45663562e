//! The log of what is done in the dashboard.

use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request},
    http::Method,
    response::Response,
};
use nightdesk_auth::model::EventKind;
use nightdesk_store::events;
use serde_json::Value;

use super::access::Visitor;
use crate::{App, events::event};

/// What changes nothing, and the requests of one thing that an admin did, which is logged as one.
const UNLOGGED: [&str; 2] = ["POST /jwt_preview", "POST /imports/{id}/records"];

/// What a request asks for.
pub(super) struct Act {
    operation: String,
    /// What its path names: the user, if there is one, or the last thing.
    subject: Option<String>,
}

impl Act {
    pub(super) fn of(request: &Request) -> Self {
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
pub(super) async fn note(app: &App, visitor: &Visitor, act: Act, response: Response) -> Response {
    if !response.status().is_success() || UNLOGGED.contains(&act.operation.as_str()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let subject = if act.operation.contains("{user_id}") { act.subject } else { told(&body).or(act.subject) };
    let instance = &visitor.session.instance_id;
    let event = &event(app, instance, EventKind::Change, &act.operation, &visitor.actor(), subject);
    let written = app.store().write(|tx| async move { events::insert(&tx, event).await }).await;
    if let Err(error) = written {
        tracing::error!(%error, event.operation = %event.operation, "a change in the dashboard was made and is not in the log");
    }
    Response::from_parts(parts, Body::from(body))
}

/// The user that an answer is about, or whatever else has an id in it.
fn told(body: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let id = |name: &str| answer[name].as_str().map(str::to_owned);
    id("user_id").or_else(|| id("id"))
}
