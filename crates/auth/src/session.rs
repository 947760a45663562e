//! How a session starts, goes on and ends.

use nightdesk_wire::{
    ids::{ClientId, InstanceId, SessionId, UserId},
    time::UnixMs,
};

use crate::{
    Refusal,
    model::{Activity, ActorToken, Session, SessionStatus, Settings},
};

/// How long a session may stay untouched before it counts as abandoned, unless its life is longer than that.
const ABANDON_SECS: i64 = 30 * 24 * 60 * 60;

/// What a new session belongs to.
#[derive(Debug, Clone)]
pub struct Start {
    pub id: SessionId,
    pub instance_id: InstanceId,
    pub client_id: ClientId,
    pub user_id: UserId,
    pub activity: Activity,
}

/// A session that begins now, its first factor just proved.
#[must_use]
pub fn start(start: Start, settings: &Settings, now: UnixMs) -> Session {
    let life = settings.session_lifetime_secs;
    Session {
        id: start.id,
        instance_id: start.instance_id,
        client_id: start.client_id,
        user_id: start.user_id,
        status: SessionStatus::Active,
        first_factor_at: now,
        second_factor_at: None,
        actor: None,
        last_active_organization_id: None,
        latest_activity: Some(start.activity),
        last_active_at: now,
        expire_at: now.plus_secs(life),
        abandon_at: abandon_at(settings, now),
        tasks: Vec::new(),
        created_at: now,
        updated_at: now,
    }
}

/// When a session that is used now and never again counts as abandoned.
#[must_use]
pub fn abandon_at(settings: &Settings, now: UnixMs) -> UnixMs {
    let untouched = settings.sessions.inactivity_secs;
    now.plus_secs(untouched.unwrap_or_else(|| settings.session_lifetime_secs.max(ABANDON_SECS)))
}

/// Notes that a session is in use.
pub fn touch(session: &mut Session, settings: &Settings, now: UnixMs) {
    session.last_active_at = now;
    if settings.sessions.inactivity_secs.is_some() {
        session.abandon_at = abandon_at(settings, now);
    }
}

/// Makes a session an impersonation, which lasts no longer than its ticket says.
pub fn impersonate(session: &mut Session, by: &ActorToken, now: UnixMs) {
    session.actor = Some(by.actor.clone());
    session.expire_at = session.expire_at.min(now.plus_secs(by.session_max_secs));
}

/// Whether a client with these sessions may sign another user in.
///
/// # Errors
/// [`Refusal::SessionExists`] in single session mode; [`Refusal::AlreadySignedIn`] if it is the same user again.
pub fn may_add(
    sessions: &[Session],
    user: Option<&UserId>,
    settings: &Settings,
    now: UnixMs,
) -> Result<(), Refusal> {
    let mut live = sessions.iter().filter(|session| session.is_live(now));
    if settings.single_session_mode {
        return live.next().map_or(Ok(()), |_| Err(Refusal::SessionExists));
    }
    match live.find(|session| Some(&session.user_id) == user) {
        Some(session) => Err(Refusal::AlreadySignedIn(session.id.clone())),
        None => Ok(()),
    }
}

/// Which of a client's sessions, oldest first, it acts for: the one it used last if that is live, else the newest live
/// one.
#[must_use]
pub fn active<'s>(
    sessions: &'s [Session],
    used_last: Option<&SessionId>,
    now: UnixMs,
) -> Option<&'s Session> {
    let mut live = sessions.iter().filter(|session| session.is_live(now));
    live.clone().find(|session| Some(&session.id) == used_last).or_else(|| live.next_back())
}

/// Ends a session for a reason. One that is over keeps its own reason; says whether anything changed.
pub fn end(session: &mut Session, reason: SessionStatus, now: UnixMs) -> bool {
    if !session.status.is_live() {
        return false;
    }
    session.status = match session.status_at(now) {
        live if live.is_live() => reason,
        over => over,
    };
    session.updated_at = now;
    true
}

/// The time that the client's `updated_at` takes when its set of sessions changes: whole seconds, so that no token
/// minted in the same second can have an `iat` before it.
#[must_use]
pub const fn client_updated_at(now: UnixMs) -> UnixMs {
    UnixMs::from_secs(now.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(user: &str) -> Session {
        start(
            Start {
                id: SessionId::parse("sess_a").unwrap(),
                instance_id: InstanceId::parse("ins_a").unwrap(),
                client_id: ClientId::parse("client_a").unwrap(),
                user_id: UserId::parse(user).unwrap(),
                activity: Activity::default(),
            },
            &Settings { session_lifetime_secs: 100, ..Settings::default() },
            UnixMs(0),
        )
    }

    #[test]
    fn a_session_reads_as_expired_once_its_life_is_over() {
        let session = session("user_a");
        assert_eq!(session.status_at(UnixMs(99_999)), SessionStatus::Active);
        assert_eq!(session.status_at(UnixMs(100_000)), SessionStatus::Expired);
    }

    #[test]
    fn a_client_acts_for_the_session_it_used_last_while_that_is_live() {
        let other = Session { id: SessionId::parse("sess_b").unwrap(), ..session("user_b") };
        let over = Session { status: SessionStatus::Revoked, ..other.clone() };
        let first = session("user_a");
        let id = |sessions: &[Session], used_last: &Session, now| {
            active(sessions, Some(&used_last.id), UnixMs(now)).map(|session| session.id.to_string())
        };
        assert_eq!(id(&[first.clone(), other.clone()], &first, 1).as_deref(), Some("sess_a"));
        assert_eq!(id(&[first.clone(), over], &other, 1).as_deref(), Some("sess_a"));
        assert_eq!(active(&[first.clone(), other.clone()], None, UnixMs(1)).unwrap().id, other.id);
        assert_eq!(id(&[first.clone(), other], &first, 100_000), None);
    }

    #[test]
    fn ending_twice_keeps_the_first_reason() {
        let mut session = session("user_a");
        assert!(end(&mut session, SessionStatus::Revoked, UnixMs(1)));
        assert!(!end(&mut session, SessionStatus::Ended, UnixMs(2)));
        assert_eq!(session.status, SessionStatus::Revoked);
    }

    #[test]
    fn single_session_mode_decides_whether_a_second_user_may_come() {
        let (ada, bob) = (UserId::parse("user_a").unwrap(), UserId::parse("user_b").unwrap());
        let held = [session("user_a")];
        let single = Settings::default();
        let multi = Settings { single_session_mode: false, ..Settings::default() };
        assert_eq!(may_add(&held, Some(&bob), &single, UnixMs(1)), Err(Refusal::SessionExists));
        assert_eq!(may_add(&held, Some(&bob), &multi, UnixMs(1)), Ok(()));
        assert!(matches!(may_add(&held, Some(&ada), &multi, UnixMs(1)), Err(Refusal::AlreadySignedIn(_))));
        assert_eq!(may_add(&held, Some(&ada), &single, UnixMs(100_000)), Ok(()));
    }
}
