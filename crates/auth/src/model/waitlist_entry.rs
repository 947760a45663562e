//! Those who wait for an account.

use nightdesk_wire::{
    ids::{InstanceId, InvitationId, WaitlistEntryId},
    time::UnixMs,
};

use super::stored_enum::stored_enum;

/// An address on the waitlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitlistEntry {
    pub id: WaitlistEntryId,
    pub instance_id: InstanceId,
    pub email_address: String,
    pub status: WaitlistStatus,
    /// The invitation that went out last.
    pub invitation_id: Option<InvitationId>,
    pub invited_at: Option<UnixMs>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitlistStatus {
    Pending,
    Invited,
    Rejected,
    /// There is an account now.
    Completed,
}

stored_enum!(WaitlistStatus {
    Pending = "pending",
    Invited = "invited",
    Rejected = "rejected",
    Completed = "completed",
});
