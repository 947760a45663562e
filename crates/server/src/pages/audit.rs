//! The log of what is done in the dashboard.

use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request},
    http::Method,
    response::Response,
};
use nightdesk_auth::{
    model::{ActorKind, Event, EventKind},
    rng,
};
use nightdesk_store::events;
use nightdesk_wire::ids::{EventId, InstanceId};
use serde_json::Value;

use super::access::Visitor;
use crate::App;

/// Where pages send many requests for one thing that an admin did, and which are logged as that one.
const PARTS: [&str; 1] = ["/imports/{id}/records"];

/// Who did it.
pub(super) enum Actor<'a> {
    Link,
    /// By address.
    Admin(&'a str),
}

/// A line of the log.
pub(super) fn event(
    app: &App,
    instance: &InstanceId,
    kind: EventKind,
    operation: &str,
    actor: &Actor<'_>,
    subject: Option<String>,
) -> Event {
    let now = app.clock().now();
    let (actor_kind, actor) = match *actor {
        Actor::Link => (ActorKind::Link, ""),
        Actor::Admin(address) => (ActorKind::Admin, address),
    };
    Event {
        id: EventId::generate(now, rng::bytes(app.rng())),
        instance_id: instance.clone(),
        kind,
        operation: operation.to_owned(),
        actor_kind,
        actor: actor.to_owned(),
        subject,
        created_at: now,
    }
}

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
    let is_part = PARTS.iter().any(|route| act.operation.ends_with(route));
    if !response.status().is_success() || is_part {
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
