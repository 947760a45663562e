//! Tasks of sessions: given when they begin, taken off when they are done. Both APIs do the latter.

use nightdesk_auth::{
    model::{Session, SessionSettings, SessionStatus, SessionTask, User},
    session_task,
};
use nightdesk_store::{
    Result, Tx, compromised_passwords,
    sessions::{self, SessionSearch},
};
use nightdesk_wire::{
    ids::{InstanceId, UserId},
    time::UnixMs,
};

/// More sessions than that wait for nobody.
const MOST: i64 = 500;

/// What a user has to do who signs in now.
pub(crate) async fn of(tx: &Tx, user: &User, settings: &SessionSettings) -> Result<Vec<SessionTask>> {
    let compromised_at = compromised_passwords::find(tx, &user.instance_id, &user.id).await?;
    Ok(session_task::tasks(user, compromised_at, settings))
}

/// Takes off a pending session what is not asked for any more: the settings may have changed. The caller writes it.
pub(crate) async fn review(
    tx: &Tx,
    session: &mut Session,
    user: &User,
    settings: &SessionSettings,
    now: UnixMs,
) -> Result<()> {
    if session.status == SessionStatus::Pending {
        let asked_for = of(tx, user, settings).await?;
        session_task::review(session, |task| asked_for.contains(&task), now);
    }
    Ok(())
}

/// Takes a task that the user has done off every session that waits for it.
pub(crate) async fn done(
    tx: &Tx,
    instance: &InstanceId,
    user: &UserId,
    done: SessionTask,
    now: UnixMs,
) -> Result<()> {
    let search = SessionSearch {
        user_id: Some(user.clone()),
        status: Some((SessionStatus::Pending, now)),
        ..SessionSearch::default()
    };
    for mut session in sessions::search(tx, instance, &search, MOST, 0).await? {
        if session_task::review(&mut session, |task| task != done, now) {
            sessions::update(tx, &session).await?;
        }
    }
    Ok(())
}

/// Notes that the user has another password, or none: what was said of the old one is over.
pub(crate) async fn password_replaced(
    tx: &Tx,
    instance: &InstanceId,
    user: &UserId,
    now: UnixMs,
) -> Result<()> {
    compromised_passwords::unmark(tx, instance, user).await?;
    done(tx, instance, user, SessionTask::ResetPassword, now).await
}
