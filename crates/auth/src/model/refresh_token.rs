//! Tokens that fetch a new session token.

use nightdesk_wire::{
    ids::{InstanceId, SessionId},
    time::UnixMs,
};

use super::Digest;

/// A token that an application's server exchanges for a new session token, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    pub instance_id: InstanceId,
    pub digest: Digest,
    pub session_id: SessionId,
    /// When it was exchanged first.
    pub used_at: Option<UnixMs>,
    pub expires_at: UnixMs,
    pub created_at: UnixMs,
}
