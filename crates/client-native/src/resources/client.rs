//! Clients and their sessions.

use serde::Deserialize;
use serde_json::Value;

use super::{SignInResource, SignUpResource, User, or_default};

/// This program as the server knows it, with the sessions in it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ClientResource {
    /// Its id.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// Its sessions.
    #[serde(deserialize_with = "or_default")]
    pub sessions: Vec<Session>,
    /// The running sign-in.
    pub sign_in: Option<SignInResource>,
    /// The running sign-up.
    pub sign_up: Option<SignUpResource>,
    /// The session that was used last.
    pub last_active_session_id: Option<String>,
}

/// Somebody's session. Its tokens are to be had from [`Client::session_token`](crate::Client::session_token).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Session {
    /// The id, `sid` in tokens.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// Where it stands.
    #[serde(deserialize_with = "or_default")]
    pub status: SessionStatus,
    /// Whose it is.
    pub user: Option<User>,
    /// The organization that is active in it.
    pub last_active_organization_id: Option<String>,
    /// When it was last used.
    pub last_active_at: Option<i64>,
    /// When it ends whatever happens.
    pub expire_at: Option<i64>,
    /// When it ends if it is not used.
    pub abandon_at: Option<i64>,
    /// Who is acting as the user, if this is an impersonation.
    pub actor: Option<Value>,
    /// Minutes since the first and the second factor were proved; -1 for never.
    pub factor_verification_age: Option<[i64; 2]>,
    /// When it began.
    pub created_at: Option<i64>,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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
    /// Replaced by another.
    Replaced,
    /// Not used for too long.
    Abandoned,
    /// One that this version does not know.
    #[default]
    #[serde(other)]
    Unknown,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn client(json: Value) -> ClientResource {
        super::super::read(&json).unwrap()
    }

    #[test]
    fn the_least_that_a_server_sends_will_do() {
        let session =
            json!({"id": "sess_1", "status": "active", "user": {"id": "user_1"}, "last_active_token": null});
        let client =
            client(json!({"id": "client_1", "last_active_session_id": "sess_1", "sessions": [session]}));
        assert_eq!(client.sessions[0].status, SessionStatus::Active);
        assert_eq!(client.sessions[0].user.as_ref().unwrap().id, "user_1");
    }

    #[test]
    fn what_is_new_or_null_does_no_harm() {
        let session = json!({"id": "sess_1", "status": "dreaming", "user": null, "colour": "blue"});
        let client = client(json!({"id": "client_1", "sessions": [session], "sign_in": null, "more": {}}));
        assert_eq!(client.sessions[0].status, SessionStatus::Unknown);
        assert_eq!(super::super::read::<ClientResource>(&json!({"sessions": null})).unwrap().sessions, []);
    }

    #[test]
    fn a_session_does_not_show_its_token() {
        let token = json!({"jwt": "h.p.s"});
        let client = client(json!({"sessions": [{"id": "sess_1", "last_active_token": token}]}));
        assert!(!format!("{client:?}").contains("h.p.s"));
    }
}
