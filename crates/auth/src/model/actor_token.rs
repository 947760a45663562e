//! Tickets that let somebody act as a user, made by the backend.

use nightdesk_wire::{
    ids::{ActorTokenId, InstanceId, UserId},
    time::UnixMs,
};
use serde_json::Value;

use super::TicketStatus;

/// A one-time ticket to an impersonation. The ticket itself is a signed token that names this row.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorToken {
    pub id: ActorTokenId,
    pub instance_id: InstanceId,
    /// Who is impersonated.
    pub user_id: UserId,
    /// Who does it: an object with `sub`. It goes into every token of the session. Stored as JSON.
    pub actor: Value,
    pub status: TicketStatus,
    /// How long the session lasts at most.
    pub session_max_secs: i64,
    pub expires_at: UnixMs,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}
