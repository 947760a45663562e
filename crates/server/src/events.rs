//! Lines of the log.

use nightdesk_auth::{
    model::{ActorKind, Event, EventKind},
    rng,
};
use nightdesk_wire::ids::{EventId, InstanceId};

use crate::App;

/// Who did it.
pub(crate) enum Actor<'a> {
    /// Whoever had a one-time link.
    Link,
    /// By address, or by what an impersonation calls them.
    Admin(&'a str),
    /// By id.
    User(&'a str),
}

/// A line about something that happens now.
pub(crate) fn event(
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
        Actor::Admin(name) => (ActorKind::Admin, name),
        Actor::User(id) => (ActorKind::User, id),
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
