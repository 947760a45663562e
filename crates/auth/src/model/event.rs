//! What happened to whom.

use nightdesk_wire::{
    ids::{EventId, InstanceId},
    time::UnixMs,
};

use super::stored_enum::stored_enum;

/// What sort of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// Somebody changed something in the dashboard.
    Change,
    /// A user signed in.
    SignIn,
    /// A user signed up.
    SignUp,
    /// Somebody acts as a user.
    Impersonation,
    /// The dashboard was opened.
    Dashboard,
}

stored_enum!(EventKind {
    Change = "change",
    SignIn = "sign_in",
    SignUp = "sign_up",
    Impersonation = "impersonation",
    Dashboard = "dashboard",
});

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    Admin,
    /// Whoever had a one-time link.
    Link,
    User,
    /// A backend.
    Key,
}

stored_enum!(ActorKind { Admin = "admin", Link = "link", User = "user", Key = "key" });

/// A line of the log.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: EventId,
    pub instance_id: InstanceId,
    pub kind: EventKind,
    /// The operation, such as `POST /users/{user_id}/ban`, or the strategy of a sign-in.
    pub operation: String,
    pub actor_kind: ActorKind,
    /// An admin's address, a user's id, the name of a secret key, or nothing.
    pub actor: String,
    /// The id of whom it happened to.
    pub subject: Option<String>,
    pub created_at: UnixMs,
}
