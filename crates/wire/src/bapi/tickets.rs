//! Tickets by which a backend lets a user in.

use serde::Serialize;

use crate::ids::{SignInTokenId, UserId};
use crate::time::UnixMs;

/// Whether a sign-in token can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    /// Not used yet.
    Pending,
    /// Used.
    Accepted,
    /// Taken back.
    Revoked,
}

/// A ticket that signs one user in once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "sign_in_token")]
pub struct SignInToken {
    /// Its id.
    pub id: SignInTokenId,
    /// Whether it can still be used.
    pub status: TicketStatus,
    /// Whom it signs in.
    pub user_id: UserId,
    /// The ticket, told once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// A page that uses the ticket.
    pub url: Option<String>,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
