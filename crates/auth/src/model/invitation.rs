//! Invitations to the application.

use nightdesk_wire::{
    ids::{InstanceId, InvitationId},
    time::UnixMs,
};
use serde_json::{Map, Value};

use super::stored_enum::stored_enum;

/// Lets one address have an account.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    pub id: InvitationId,
    pub instance_id: InstanceId,
    /// As the backend wrote it.
    pub email_address: String,
    /// What the user's public metadata will be.
    pub public_metadata: Map<String, Value>,
    /// Where the link leads.
    pub redirect_url: Option<String>,
    pub status: InvitationStatus,
    pub expires_at: UnixMs,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// Whether an invitation was used. One that nobody used in time stays pending in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationStatus {
    Pending,
    Accepted,
    Revoked,
}

stored_enum!(InvitationStatus { Pending = "pending", Accepted = "accepted", Revoked = "revoked" });
