//! Clients.

use serde::Serialize;

use crate::ids::{ClientId, SessionId};
use crate::session::Session;
use crate::sign_in::SignIn;
use crate::sign_up::SignUp;
use crate::time::UnixMs;

/// One browser or device with the sessions in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "client")]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// Sessions that are still of use.
    pub sessions: Vec<Session>,
    /// The running sign-in.
    pub sign_in: Option<SignIn>,
    /// The running sign-up.
    pub sign_up: Option<SignUp>,
    /// The session that was used last.
    pub last_active_session_id: Option<SessionId>,
    /// How the last sign-in was proved, so that it can be offered first.
    pub last_authentication_strategy: Option<String>,
    /// When its cookie ends. The SDKs navigate away to renew one that has
    /// little left, so it is far off or `null`.
    pub cookie_expires_at: Option<UnixMs>,
    /// Whether bot checks are off for it.
    pub captcha_bypass: bool,
    /// When it was made.
    pub created_at: UnixMs,
    /// When its set of sessions last changed. Backends compare this with the
    /// age of a token, so nothing else may move it.
    pub updated_at: UnixMs,
}
