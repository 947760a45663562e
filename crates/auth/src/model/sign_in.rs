//! Sign-in attempts.

use nightdesk_wire::{
    ids::{ClientId, InstanceId, SessionId, SignInId, UserId},
    time::UnixMs,
};

use super::{Verification, stored_enum::stored_enum};

/// A sign-in in progress, or just finished, on a client.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub id: SignInId,
    pub instance_id: InstanceId,
    pub client_id: ClientId,
    pub status: SignInStatus,
    /// What the caller typed to say who they are.
    pub identifier: Option<String>,
    pub user_id: Option<UserId>,
    /// Whether the user whom the identifier found was on this client before. `None` while nobody was found that way.
    pub client_known: Option<bool>,
    /// Stored as JSON, like the second factor.
    pub first_factor: Option<Verification>,
    pub second_factor: Option<Verification>,
    pub created_session_id: Option<SessionId>,
    pub abandon_at: UnixMs,
    /// Counts the writes: an update names the version it read, so of two racing attempts one wins.
    pub version: i64,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// Where a sign-in stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInStatus {
    NeedsIdentifier,
    NeedsFirstFactor,
    NeedsSecondFactor,
    /// The password was right, on a device that is new to the user: a code by mail has to be proved as well.
    NeedsClientTrust,
    /// The first factor was a code for a forgotten password; a new one has to be set.
    NeedsNewPassword,
    Complete,
    Abandoned,
}

stored_enum!(SignInStatus {
    NeedsIdentifier = "needs_identifier",
    NeedsFirstFactor = "needs_first_factor",
    NeedsSecondFactor = "needs_second_factor",
    NeedsClientTrust = "needs_client_trust",
    NeedsNewPassword = "needs_new_password",
    Complete = "complete",
    Abandoned = "abandoned",
});
