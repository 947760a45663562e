//! Tickets that sign a user in without a password, made by the backend.

use nightdesk_wire::{
    ids::{InstanceId, SignInTokenId, UserId},
    time::UnixMs,
};

use super::stored_enum::stored_enum;

/// A one-time ticket. The ticket itself is a signed token that names this row.
#[derive(Debug, Clone)]
pub struct SignInToken {
    pub id: SignInTokenId,
    pub instance_id: InstanceId,
    pub user_id: UserId,
    pub status: TicketStatus,
    pub expires_at: UnixMs,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketStatus {
    Pending,
    Accepted,
    Revoked,
}

stored_enum!(TicketStatus { Pending = "pending", Accepted = "accepted", Revoked = "revoked" });
