//! Lines of the log.

use nightdesk_auth::{
    model::{ActorKind, Event, EventKind, Settings},
    rng,
};
use nightdesk_store::{Tx, events};
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
    /// A backend, by the name of its secret key.
    Key(&'a str),
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
        Actor::Key(name) => (ActorKind::Key, name),
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

/// Writes a line, and forgets the oldest of those that are older than the owner wants to keep.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn log(tx: &Tx, settings: &Settings, event: &Event) -> nightdesk_store::Result<()> {
    events::insert(tx, event).await?;
    match settings.log_kept_since(event.created_at) {
        Some(since) => events::forget_before(tx, &event.instance_id, since).await,
        None => Ok(()),
    }
}
