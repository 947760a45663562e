//! What a signed-in user has to do before the session counts.

use nightdesk_wire::time::UnixMs;

use crate::model::{Session, SessionSettings, SessionStatus, SessionTask, User};

/// The tasks of a user who signs in now. `compromised_at` is when the password was marked as known to others.
#[must_use]
pub fn tasks(user: &User, compromised_at: Option<UnixMs>, settings: &SessionSettings) -> Vec<SessionTask> {
    let compromised = compromised_at.is_some_and(|marked| is_compromised(user, marked));
    let without_second_factor = settings.second_factor_required && !user.second_factors.enabled();
    let reset = compromised.then_some(SessionTask::ResetPassword);
    let set_up = without_second_factor.then_some(SessionTask::SetupMfa);
    reset.into_iter().chain(set_up).collect()
}

/// Whether the mark is about the password that the user has now.
fn is_compromised(user: &User, marked_at: UnixMs) -> bool {
    user.password_digest.is_some() && user.password_updated_at.is_none_or(|at| at <= marked_at)
}

/// Gives a new session its tasks.
pub fn assign(session: &mut Session, tasks: Vec<SessionTask>) {
    session.status = if tasks.is_empty() { SessionStatus::Active } else { SessionStatus::Pending };
    session.tasks = tasks;
}

/// Takes tasks off a session that nobody asks for any more; without any left it is active. Says whether anything
/// changed.
pub fn review(session: &mut Session, asked_for: impl Fn(SessionTask) -> bool, now: UnixMs) -> bool {
    let before = session.tasks.len();
    session.tasks.retain(|task| asked_for(*task));
    if session.tasks.len() == before {
        return false;
    }
    if session.tasks.is_empty() && session.status == SessionStatus::Pending {
        session.status = SessionStatus::Active;
    }
    session.updated_at = now;
    true
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{ClientId, InstanceId, SessionId, UserId};

    use super::*;
    use crate::{
        model::{Activity, Secret, Settings},
        session::{Start, start},
    };

    fn user() -> User {
        let user =
            User::new(UserId::parse("user_a").unwrap(), InstanceId::parse("ins_a").unwrap(), UnixMs(0));
        User { password_digest: Some(Secret::new("x")), password_updated_at: Some(UnixMs(5)), ..user }
    }

    fn session() -> Session {
        let begin = Start {
            id: SessionId::parse("sess_a").unwrap(),
            instance_id: user().instance_id,
            client_id: ClientId::parse("client_a").unwrap(),
            user_id: user().id,
            activity: Activity::default(),
        };
        start(begin, &Settings::default(), UnixMs(0))
    }

    #[test]
    fn a_mark_is_about_the_password_of_its_time() {
        let settings = SessionSettings::default();
        assert_eq!(tasks(&user(), None, &settings), []);
        assert_eq!(tasks(&user(), Some(UnixMs(5)), &settings), [SessionTask::ResetPassword]);
        assert_eq!(tasks(&user(), Some(UnixMs(4)), &settings), [], "it was changed since");
        let without = User { password_digest: None, ..user() };
        assert_eq!(tasks(&without, Some(UnixMs(5)), &settings), []);
    }

    #[test]
    fn a_session_counts_once_all_its_tasks_are_done() {
        let settings = SessionSettings { second_factor_required: true, ..SessionSettings::default() };
        let mut session = session();
        assign(&mut session, tasks(&user(), Some(UnixMs(5)), &settings));
        assert_eq!(session.status, SessionStatus::Pending);
        assert!(review(&mut session, |task| task != SessionTask::ResetPassword, UnixMs(1)));
        assert_eq!(
            (session.status, session.tasks.as_slice()),
            (SessionStatus::Pending, &[SessionTask::SetupMfa][..])
        );
        assert!(!review(&mut session, |task| task != SessionTask::ResetPassword, UnixMs(2)));
        assert!(review(&mut session, |_| false, UnixMs(3)));
        assert_eq!((session.status, session.updated_at), (SessionStatus::Active, UnixMs(3)));
    }

    #[test]
    fn one_that_is_over_stays_over() {
        let mut session = session();
        assign(&mut session, vec![SessionTask::SetupMfa]);
        crate::session::end(&mut session, SessionStatus::Ended, UnixMs(1));
        review(&mut session, |_| false, UnixMs(2));
        assert_eq!(session.status, SessionStatus::Ended);
    }
}
