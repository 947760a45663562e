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

/// Makes a check as one attempt, see [`count_attempt`] and [`judge`].
///
/// # Errors
/// As [`count_attempt`], and those of the check.
pub fn attempt<T>(
    user: &mut User,
    now: UnixMs,
    check: impl FnOnce(&mut User) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    count_attempt(user, now)?;
    let checked = check(user);
    judge(user, checked)
}

/// Takes the counted attempt back if it was right, or if there was nothing to check it against.
pub(crate) fn judge<T>(user: &mut User, checked: Result<T, Refusal>) -> Result<T, Refusal> {
    let counts = checked.as_ref().is_err_and(|refusal| {
        !matches!(
            refusal,
            Refusal::NothingPrepared
                | Refusal::AlreadyVerified
                | Refusal::CodeExpired
                | Refusal::CodeSpent
                | Refusal::StrategyUnfit
        )
    });
    if !counts {
        take_back(user);
    }
    checked
}

/// Takes the last counted attempt back: it was not wrong, but no reason to forget the wrong ones before it.
pub const fn take_back(user: &mut User) {
    // The lock is that of the attempts. Another one, by the backend, stays.
    if user.failed_attempts >= MAX_ATTEMPTS {
        user.locked_until = None;
    }
    // Somebody may have cleared the count meanwhile.
    if user.failed_attempts > 0 {
        user.failed_attempts -= 1;
    }
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
    fn only_what_is_wrong_counts() {
        let mut user = user();
        let mut attempt = |checked: Result<(), Refusal>| {
            assert_eq!(attempt(&mut user, UnixMs(1), |_| checked.clone()), checked);
            user.failed_attempts
        };
        assert_eq!(attempt(Err(Refusal::CodeIncorrect)), 1);
        for checked in [Ok(()), Err(Refusal::NothingPrepared), Err(Refusal::CodeSpent)] {
            assert_eq!(attempt(checked), 1);
        }
        assert_eq!(attempt(Err(Refusal::PasswordIncorrect)), 2);
    }

    #[test]
    fn an_attempt_taken_back_opens_the_lock_that_it_made_and_no_other() {
        let mut user = user();
        for _ in 0..MAX_ATTEMPTS {
            count_attempt(&mut user, UnixMs(1)).unwrap();
        }
        take_back(&mut user);
        assert_eq!((attempts_left(&user, UnixMs(1)), user.locked_until), (1, None));
        user.locked_until = Some(UnixMs(9));
        take_back(&mut user);
        assert_eq!(user.locked_until, Some(UnixMs(9)));
        clear(&mut user);
        take_back(&mut user);
        assert_eq!(user.failed_attempts, 0);
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
