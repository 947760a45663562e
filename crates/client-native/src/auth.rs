//! Who is signed in.

use serde::Deserialize;
use serde_json::Value;

use crate::resources::{ClientResource, Session, User};

/// What is known of who is signed in.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Auth {
    /// Whether anything is known yet: nothing is before the first [`load`](crate::Client::load).
    pub is_loaded: bool,
    /// The client; none if the server has no record of this program.
    pub client: Option<ClientResource>,
    /// Id of the active session.
    pub session_id: Option<String>,
    /// Whether there is a sign-in that works; none as long as nothing is known for certain.
    pub status: Option<Status>,
    /// Why that is so, or why this may not be up to date.
    pub diagnostic: Option<Diagnostic>,
}

/// Whether there is a sign-in that works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Somebody is signed in.
    SignedIn,
    /// Nobody is, and that is proven.
    SignedOut,
    /// The server cannot be asked; this is what was last known.
    StaleOffline,
    /// The server refuses this program: its code is the diagnostic.
    Misconfigured,
}

/// Why what is known may not be up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Diagnostic {
    /// The server could not be asked; this is what was last known.
    ServerUnreachable,
    /// The server has ended the session.
    SessionRevoked,
    /// Another one, by its stable code.
    Other(String),
}

impl Auth {
    /// The active session.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        let id = self.session_id.as_deref()?;
        self.client.as_ref()?.sessions.iter().find(|session| session.id == id)
    }

    /// The user of the active session.
    #[must_use]
    pub fn user(&self) -> Option<&User> {
        self.session()?.user.as_ref()
    }

    /// Whether there is an active session.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.session().is_some()
    }

    /// Reads what the core tells, or what it left in storage: `{"status", "reason", "session", "client"}`.
    pub(crate) fn read(told: &Value) -> Auth {
        let diagnostic = told["reason"].as_str().map(|code| match code {
            "server_unreachable" => Diagnostic::ServerUnreachable,
            "session_revoked" => Diagnostic::SessionRevoked,
            other => Diagnostic::Other(other.to_owned()),
        });
        Auth {
            is_loaded: told.get("client").is_some(),
            client: Option::deserialize(&told["client"]).unwrap_or_default(),
            session_id: told["session"].as_str().map(str::to_owned),
            status: Option::deserialize(&told["status"]).unwrap_or_default(),
            diagnostic,
        }
    }
}
