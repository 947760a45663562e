//! Session tokens: what they say. Signing them is the server's work.

use nightdesk_jws::Header;
use nightdesk_wire::time::UnixMs;
use serde::Serialize;
use serde_json::Value;

use crate::model::{Instance, Session, SessionStatus};

/// Category that marks session tokens and handshakes; without it a token made by a template would pass for one.
pub const CATEGORY: &str = "cl_B7d4PD111AAA";
/// Clocks of other machines may be that far behind ours.
const NOT_BEFORE_SLACK_SECS: i64 = 10;

/// Claims of a session token, version 2.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionClaims<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<&'a Value>,
    /// The origin that asked: backends compare it with the parties they trust.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub azp: Option<&'a str>,
    pub exp: i64,
    /// Minutes since the first and the second factor were proved; -1 for never.
    pub fva: [i64; 2],
    pub iat: i64,
    pub iss: &'a str,
    pub nbf: i64,
    pub sid: &'a str,
    pub sts: &'static str,
    pub sub: &'a str,
    pub v: u8,
}

/// The claims of a token minted now. A request without an `Origin`, such as an extension's GET, speaks for the origin
/// that the session was last active on.
#[must_use]
pub fn claims<'a>(
    instance: &Instance,
    issuer: &'a str,
    session: &'a Session,
    origin: Option<&'a str>,
    now: UnixMs,
) -> SessionClaims<'a> {
    let iat = now.as_secs();
    SessionClaims {
        act: session.actor.as_ref(),
        azp: origin.or_else(|| session.latest_activity.as_ref()?.origin.as_deref()),
        exp: iat + instance.settings.session_token_lifetime_secs,
        fva: factor_ages(session, now),
        iat,
        iss: issuer,
        nbf: iat - NOT_BEFORE_SLACK_SECS,
        sid: session.id.as_str(),
        sts: if session.status == SessionStatus::Pending { "pending" } else { "active" },
        sub: session.user_id.as_str(),
        v: 2,
    }
}

/// The header of a token whose claims are assembled now.
#[must_use]
pub fn header(instance: &Instance, now: UnixMs) -> Header {
    Header {
        kid: Some(instance.id.as_str().to_owned()),
        cat: Some(CATEGORY.to_owned()),
        oiat: Some(now.as_secs()),
        ..Header::jwt()
    }
}

/// Minutes since each factor was proved; -1 for never.
#[must_use]
pub fn factor_ages(session: &Session, now: UnixMs) -> [i64; 2] {
    let minutes = |at: UnixMs| now.millis_since(at).max(0) / 60_000;
    [minutes(session.first_factor_at), session.second_factor_at.map_or(-1, minutes)]
}
