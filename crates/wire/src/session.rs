//! Sessions as the user's own client sees them.

use serde::Serialize;
use serde_json::Value;

use crate::ids::{OrganizationId, SessionActivityId, SessionId};
use crate::time::UnixMs;
use crate::token::Token;
use crate::user::{PublicUserData, User};

/// Where a session stands. The Frontend API has no word for a session that was
/// replaced by another; it is `removed` there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// Signed in.
    Active,
    /// Signed in, but with tasks to do before it counts.
    Pending,
    /// Ended by a backend.
    Revoked,
    /// Ended by the user.
    Ended,
    /// Reached its end.
    Expired,
    /// Ended by the user and taken off the client.
    Removed,
    /// Not used for too long.
    Abandoned,
}

/// Something to do before a pending session is active.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionTask {
    /// Which task, for example `choose-organization`.
    pub key: &'static str,
}

/// What every form of a session has.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "session")]
pub struct SessionBase {
    /// The id, `sid` in tokens.
    pub id: SessionId,
    /// Where it stands.
    pub status: SessionStatus,
    /// When it ends whatever happens.
    pub expire_at: UnixMs,
    /// When it ends if it is not used.
    pub abandon_at: UnixMs,
    /// When it was last used.
    pub last_active_at: UnixMs,
    /// A fresh token, which saves the client the first request for one.
    pub last_active_token: Option<Token>,
    /// Who is acting as the user, if this is an impersonation.
    pub actor: Option<Value>,
    /// What keeps it pending.
    pub tasks: Option<Vec<SessionTask>>,
}

/// A session within a client.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Session {
    /// What every form of a session has.
    #[serde(flatten)]
    pub base: SessionBase,
    /// The organization that was last active in it.
    pub last_active_organization_id: Option<OrganizationId>,
    /// Whose session it is, complete. Left out only once the user is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// Whose session it is, in short.
    pub public_user_data: Option<PublicUserData>,
    /// Minutes since the first and the second factor were proved; -1 for never.
    pub factor_verification_age: [i64; 2],
    /// When it began.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}

/// A session in the list of all that a user has, on whatever device.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionWithActivities {
    /// What every form of a session has.
    #[serde(flatten)]
    pub base: SessionBase,
    /// Where it was last used.
    pub latest_activity: SessionActivity,
}

/// From where a session was used, the same in both APIs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "session_activity")]
pub struct SessionActivity {
    /// Its id.
    pub id: SessionActivityId,
    /// Kind of device, for example `Macintosh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_type: Option<String>,
    /// Whether it is a phone or a tablet.
    pub is_mobile: bool,
    /// Name of the browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_name: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_version: Option<String>,
    /// Address of the device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// City of that address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Country of that address, two letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}
