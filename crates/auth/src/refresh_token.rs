//! Refresh tokens: an application's server keeps its visitors signed in without sending their browsers around.

use nightdesk_wire::time::UnixMs;

use crate::{
    Rng,
    model::{Digest, RefreshToken, Session},
    provision,
};

/// Requests that a browser sent before it had the answer with the successor still carry the one before.
pub const IN_FLIGHT_SECS: i64 = 60;

const CHARS: usize = 43;

/// What a token is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Good,
    /// Late, or of another session.
    Worthless,
    /// Used long ago: a copy in other hands. All tokens of the session end.
    Stolen,
}

/// A new token of a session, and its text, which is not kept.
#[must_use]
pub fn issue(session: &Session, rng: &dyn Rng, now: UnixMs) -> (RefreshToken, String) {
    let text = provision::random_text(rng, CHARS);
    let token = RefreshToken {
        instance_id: session.instance_id.clone(),
        digest: Digest::of(&text),
        session_id: session.id.clone(),
        used_at: None,
        expires_at: session.expire_at,
        created_at: now,
    };
    (token, text)
}

/// Judges a token that was shown for a session.
#[must_use]
pub fn judge(token: &RefreshToken, session: &Session, now: UnixMs) -> Standing {
    if token.session_id != session.id || token.expires_at <= now || !session.is_live(now) {
        return Standing::Worthless;
    }
    match token.used_at {
        Some(at) if now >= at.plus_secs(IN_FLIGHT_SECS) => Standing::Stolen,
        _ => Standing::Good,
    }
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{ClientId, InstanceId, SessionId, UserId};

    use super::*;
    use crate::{
        model::{Activity, Settings},
        session::{Start, start},
    };

    struct Zeros;

    impl Rng for Zeros {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    fn session(id: &str) -> Session {
        let begin = Start {
            id: SessionId::parse(id).unwrap(),
            instance_id: InstanceId::parse("ins_a").unwrap(),
            client_id: ClientId::parse("client_a").unwrap(),
            user_id: UserId::parse("user_a").unwrap(),
            activity: Activity::default(),
        };
        start(begin, &Settings { session_lifetime_secs: 600, ..Settings::default() }, UnixMs(0))
    }

    #[test]
    fn a_token_is_good_for_its_own_live_session() {
        let session_a = session("sess_a");
        let (token, text) = issue(&session_a, &Zeros, UnixMs(0));
        assert!(token.digest.matches(&text));
        assert_eq!(judge(&token, &session_a, UnixMs(1)), Standing::Good);
        assert_eq!(judge(&token, &session("sess_b"), UnixMs(1)), Standing::Worthless);
        assert_eq!(judge(&token, &session_a, UnixMs::from_secs(600)), Standing::Worthless);
        let mut ended = session("sess_a");
        crate::session::end(&mut ended, crate::model::SessionStatus::Ended, UnixMs(1));
        assert_eq!(judge(&token, &ended, UnixMs(2)), Standing::Worthless);
    }

    #[test]
    fn one_that_was_used_holds_for_what_is_on_its_way_and_no_longer() {
        let session = session("sess_a");
        let (token, _) = issue(&session, &Zeros, UnixMs(0));
        let used = RefreshToken { used_at: Some(UnixMs(0)), ..token };
        assert_eq!(judge(&used, &session, UnixMs::from_secs(IN_FLIGHT_SECS - 1)), Standing::Good);
        assert_eq!(judge(&used, &session, UnixMs::from_secs(IN_FLIGHT_SECS)), Standing::Stolen);
    }
}
