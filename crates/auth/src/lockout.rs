//! How many wrong attempts a user has.

use nightdesk_wire::time::UnixMs;

use crate::{Refusal, model::User};

/// Wrong attempts in a row after which a user is locked out.
pub const MAX_ATTEMPTS: i64 = 10;
/// How long a lockout lasts.
pub const DURATION_SECS: i64 = 15 * 60;

/// Whether a user may try at all.
///
/// # Errors
/// [`Refusal::UserBanned`] or [`Refusal::UserLocked`].
pub fn may_try(user: &User, now: UnixMs) -> Result<(), Refusal> {
    if user.banned {
        return Err(Refusal::UserBanned);
    }
    match user.locked_until {
        Some(until) if now < until => Err(Refusal::UserLocked { until, now }),
        _ => Ok(()),
    }
}

/// Counts an attempt before it is checked, so that attempts running side by side cannot pass the limit together. A
/// right one clears the count again.
///
/// # Errors
/// As [`may_try`]; the attempt is then not counted.
pub fn count_attempt(user: &mut User, now: UnixMs) -> Result<(), Refusal> {
    may_try(user, now)?;
    if user.locked_until.take().is_some() {
        user.failed_attempts = 0;
    }
    user.failed_attempts += 1;
    if user.failed_attempts >= MAX_ATTEMPTS {
        user.locked_until = Some(now.plus_secs(DURATION_SECS));
    }
    Ok(())
}

/// Takes the last counted attempt back: it was right, but no reason to forget the wrong ones before it.
pub const fn take_back(user: &mut User) {
    user.failed_attempts -= 1;
    user.locked_until = None;
}

/// Forgets the wrong attempts.
pub const fn clear(user: &mut User) {
    user.failed_attempts = 0;
    user.locked_until = None;
}

/// How many attempts are left; all of them once a lockout is over.
#[must_use]
pub fn attempts_left(user: &User, now: UnixMs) -> i64 {
    match user.locked_until {
        Some(until) if now < until => 0,
        Some(_) => MAX_ATTEMPTS,
        None => MAX_ATTEMPTS - user.failed_attempts,
    }
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, UserId};

    use super::*;

    fn user() -> User {
        User::new(UserId::parse("user_a").unwrap(), InstanceId::parse("ins_a").unwrap(), UnixMs(0))
    }

    #[test]
    fn the_last_attempt_may_still_be_right_and_the_next_is_refused() {
        let mut user = user();
        for _ in 0..MAX_ATTEMPTS {
            assert_eq!(count_attempt(&mut user, UnixMs(1)), Ok(()));
        }
        assert!(matches!(count_attempt(&mut user, UnixMs(1)), Err(Refusal::UserLocked { .. })));
        assert_eq!(attempts_left(&user, UnixMs(1)), 0);
        clear(&mut user);
        assert_eq!(count_attempt(&mut user, UnixMs(1)), Ok(()));
    }

    #[test]
    fn a_lockout_ends_by_itself() {
        let mut user = user();
        for _ in 0..MAX_ATTEMPTS {
            count_attempt(&mut user, UnixMs(0)).unwrap();
        }
        let over = UnixMs(0).plus_secs(DURATION_SECS);
        assert_eq!(count_attempt(&mut user, over), Ok(()));
        assert_eq!(attempts_left(&user, over), MAX_ATTEMPTS - 1);
    }

    #[test]
    fn a_banned_user_may_not_try() {
        let banned = User { banned: true, ..user() };
        assert_eq!(may_try(&banned, UnixMs(0)), Err(Refusal::UserBanned));
    }
}
