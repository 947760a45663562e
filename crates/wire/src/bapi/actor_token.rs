//! Tickets by which a backend lets somebody act as a user.

use alloc::string::String;

use serde::Serialize;
use serde_json::Value;

use super::TicketStatus;
use crate::ids::{ActorTokenId, UserId};
use crate::time::UnixMs;

/// A ticket to an impersonation, good once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "actor_token")]
pub struct ActorToken {
    /// Its id.
    pub id: ActorTokenId,
    /// Whether it can still be used.
    pub status: TicketStatus,
    /// Who is impersonated.
    pub user_id: UserId,
    /// Who does it.
    pub actor: Value,
    /// The ticket, told once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// A page that uses the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
