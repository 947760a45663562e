//! Clients as backends see them.

use serde::Serialize;

use super::Session;
use crate::ids::{ClientId, SessionId, SignInId, SignUpId};
use crate::time::UnixMs;

/// A client. Unlike the Frontend API's, it names its attempts by id only.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "client")]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// The sessions below, by id.
    pub session_ids: Vec<SessionId>,
    /// Sessions that are still of use.
    pub sessions: Vec<Session>,
    /// The running sign-in.
    pub sign_in_id: Option<SignInId>,
    /// The running sign-up.
    pub sign_up_id: Option<SignUpId>,
    /// The session that was used last.
    pub last_active_session_id: Option<SessionId>,
    /// How the last sign-in was proved.
    pub last_authentication_strategy: Option<String>,
    /// When its set of sessions last changed.
    pub updated_at: UnixMs,
    /// When it was made.
    pub created_at: UnixMs,
}
