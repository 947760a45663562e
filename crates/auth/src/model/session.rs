//! Sessions: one user signed in on one client.

use nightdesk_wire::{
    ids::{ClientId, InstanceId, SessionId, UserId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::stored_enum::stored_enum;

/// A session of a user on a client.
#[derive(Debug, Clone)]
pub struct Session {
    pub id: SessionId,
    pub instance_id: InstanceId,
    pub client_id: ClientId,
    pub user_id: UserId,
    pub status: SessionStatus,
    /// When the first factor was last proved.
    pub first_factor_at: UnixMs,
    /// When a second factor was last proved.
    pub second_factor_at: Option<UnixMs>,
    /// Who acts as the user, when it is an impersonation: `{"sub": ...}`. Stored as JSON.
    pub actor: Option<Value>,
    pub last_active_organization_id: Option<String>,
    /// What was last seen of the device. Stored as JSON.
    pub latest_activity: Option<Activity>,
    pub last_active_at: UnixMs,
    pub expire_at: UnixMs,
    pub abandon_at: UnixMs,
    /// What has to be done before it counts. Stored as JSON.
    pub tasks: Vec<SessionTask>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// Where a session stands. All but the first two are final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStatus {
    Active,
    /// Signed in, with tasks to do before the session counts.
    Pending,
    /// Ended by its user.
    Ended,
    /// Ended by its user and taken off the client.
    Removed,
    /// Ended by the backend, or because its client token was stolen.
    Revoked,
    Expired,
    Abandoned,
    /// Another session took its place on a client that holds one.
    Replaced,
}

stored_enum!(SessionStatus {
    Active = "active",
    Pending = "pending",
    Ended = "ended",
    Removed = "removed",
    Revoked = "revoked",
    Expired = "expired",
    Abandoned = "abandoned",
    Replaced = "replaced",
});

/// Something to do before a session counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionTask {
    /// Others know the password: another one has to be set.
    ResetPassword,
    /// The instance asks for a second factor, and the user has none.
    SetupMfa,
}

stored_enum!(SessionTask { ResetPassword = "reset-password", SetupMfa = "setup-mfa" });

impl SessionStatus {
    /// Whether the session can still give tokens, its times permitting.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Active | Self::Pending)
    }
}

impl Session {
    /// The status at `now`: a live session whose time is over reads as expired or abandoned without a write.
    #[must_use]
    pub fn status_at(&self, now: UnixMs) -> SessionStatus {
        match self.status {
            live if !live.is_live() => live,
            _ if self.expire_at <= now => SessionStatus::Expired,
            _ if self.abandon_at <= now => SessionStatus::Abandoned,
            live => live,
        }
    }

    /// Whether the session can give tokens at `now`.
    #[must_use]
    pub fn is_live(&self, now: UnixMs) -> bool {
        self.status_at(now).is_live()
    }
}

/// What a request told about the device behind a session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Activity {
    /// `sess_activity_...`
    pub id: String,
    pub device_type: Option<String>,
    pub is_mobile: bool,
    pub browser_name: Option<String>,
    pub browser_version: Option<String>,
    pub ip_address: Option<String>,
    /// Origin of the page or extension; the authorised party of tokens that are asked for without one.
    pub origin: Option<String>,
}
