//! Signed-in users who prove a factor again.

use nightdesk_wire::{
    ids::{InstanceId, SessionId},
    time::UnixMs,
};

use super::{Verification, stored_enum::stored_enum};

/// A proof in progress, or just given, of a session's user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reverification {
    pub instance_id: InstanceId,
    /// A session has one at most; a new one replaces it.
    pub session_id: SessionId,
    pub level: ReverificationLevel,
    pub status: ReverificationStatus,
    /// Stored as JSON, like the second factor.
    pub first_factor: Option<Verification>,
    pub second_factor: Option<Verification>,
    /// When it is given up if not finished.
    pub expire_at: UnixMs,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// Which factors have to be proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReverificationLevel {
    FirstFactor,
    SecondFactor,
    MultiFactor,
}

stored_enum!(ReverificationLevel {
    FirstFactor = "first_factor",
    SecondFactor = "second_factor",
    MultiFactor = "multi_factor",
});

/// Where a reverification stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReverificationStatus {
    NeedsFirstFactor,
    NeedsSecondFactor,
    Complete,
}

stored_enum!(ReverificationStatus {
    NeedsFirstFactor = "needs_first_factor",
    NeedsSecondFactor = "needs_second_factor",
    Complete = "complete",
});
