//! Sessions as backends see them.

use serde::Serialize;
use serde_json::Value;

use crate::ids::{ClientId, OrganizationId, SessionId, UserId};
use crate::session::{SessionActivity, SessionTask};
use crate::time::UnixMs;

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// Signed in.
    Active,
    /// Signed in, but with tasks to do before it counts.
    Pending,
    /// Ended by a backend.
    Revoked,
    /// Ended by the user.
    Ended,
    /// Reached its end.
    Expired,
    /// Ended by the user and taken off the client.
    Removed,
    /// Not used for too long.
    Abandoned,
    /// Gave way to another on a client that may hold only one.
    Replaced,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "session")]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// Where it is.
    pub client_id: ClientId,
    /// Who is acting as the user, if this is an impersonation.
    pub actor: Option<Value>,
    /// Where it stands.
    pub status: SessionStatus,
    /// The organization that was last active in it.
    pub last_active_organization_id: Option<OrganizationId>,
    /// When it was last used.
    pub last_active_at: UnixMs,
    /// From where it was last used.
    pub latest_activity: Option<SessionActivity>,
    /// When it ends whatever happens.
    pub expire_at: UnixMs,
    /// When it ends if it is not used.
    pub abandon_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
    /// When it began.
    pub created_at: UnixMs,
    /// What keeps it pending.
    pub tasks: Option<Vec<SessionTask>>,
}
