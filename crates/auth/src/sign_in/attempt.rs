//! A first factor is prepared, tried, proved.

use nightdesk_wire::{ids::SessionId, time::UnixMs};

use crate::{
    Refusal, code, lockout,
    model::{EmailAddress, SignIn, SignInStatus, Strategy, User, Verification},
    password::PasswordCheck,
    refusal::Field,
};

/// Whether the sign-in waits for a first factor.
fn waits_for_first_factor(sign_in: &SignIn, now: UnixMs) -> Result<(), Refusal> {
    if sign_in.abandon_at <= now {
        return Err(Refusal::AttemptOver);
    }
    match sign_in.status {
        SignInStatus::NeedsFirstFactor => Ok(()),
        SignInStatus::NeedsIdentifier => Err(Refusal::Missing(Field::Identifier)),
        SignInStatus::Complete | SignInStatus::NeedsSecondFactor => Err(Refusal::AlreadyVerified),
        SignInStatus::Abandoned => Err(Refusal::AttemptOver),
    }
}

/// Sends a code: the sign-in now waits for it.
///
/// # Errors
/// Whatever keeps the user from trying, and [`Refusal::TooManyCodes`].
pub fn prepare_code(
    sign_in: &mut SignIn,
    user: &User,
    address: &EmailAddress,
    code: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits_for_first_factor(sign_in, now)?;
    lockout::may_try(user, now)?;
    let before = sign_in.first_factor.as_ref();
    let verification = code::prepare(sign_in.id.as_str(), code, Some(address.id.clone()), before, now)?;
    sign_in.first_factor = Some(verification);
    sign_in.updated_at = now;
    Ok(())
}

/// Tries a code. Sign-in and user change either way and must be stored either way.
///
/// # Errors
/// Whatever keeps the user from trying, and what is wrong with the code.
pub fn attempt_code(sign_in: &mut SignIn, user: &mut User, typed: &str, now: UnixMs) -> Result<(), Refusal> {
    waits_for_first_factor(sign_in, now)?;
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(Field::Code));
    }
    lockout::count_attempt(user, now)?;
    let verification = sign_in
        .first_factor
        .as_mut()
        .filter(|verification| verification.strategy == Strategy::EmailCode)
        .ok_or(Refusal::NothingPrepared)?;
    sign_in.updated_at = now;
    code::attempt(verification, sign_in.id.as_str(), typed, now)
}

/// Says what the check of a password means. The attempt was counted before the check was made, by
/// [`lockout::count_attempt`].
///
/// # Errors
/// [`Refusal::StrategyUnfit`] for a user without a password, [`Refusal::PasswordIncorrect`] for a wrong one, and
/// whatever keeps the user from trying.
pub fn attempt_password(
    sign_in: &mut SignIn,
    user: &User,
    check: PasswordCheck,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits_for_first_factor(sign_in, now)?;
    if user.password_digest.is_none() {
        return Err(Refusal::StrategyUnfit);
    }
    if check == PasswordCheck::Wrong {
        return Err(Refusal::PasswordIncorrect);
    }
    sign_in.first_factor = Some(Verification::verified(Strategy::Password));
    sign_in.updated_at = now;
    Ok(())
}

/// Finishes a sign-in whose first factor is proved.
pub fn complete(sign_in: &mut SignIn, user: &mut User, session: SessionId, now: UnixMs) {
    sign_in.status = SignInStatus::Complete;
    sign_in.created_session_id = Some(session);
    sign_in.updated_at = now;
    lockout::clear(user);
    user.last_sign_in_at = Some(now);
    user.last_active_at = Some(now);
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{ClientId, InstanceId, SignInId, UserId};

    use super::*;
    use crate::{model::Secret, sign_in};

    fn running() -> (SignIn, User) {
        let instance = InstanceId::parse("ins_a").unwrap();
        let mut user = User::new(UserId::parse("user_a").unwrap(), instance.clone(), UnixMs(0));
        user.password_digest = Some(Secret::new("phc"));
        let id = SignInId::parse("sia_a").unwrap();
        let client = ClientId::parse("client_a").unwrap();
        let sign_in =
            sign_in::create(id, instance, client, Some("ada@example.com"), Some(&user), UnixMs(0)).unwrap();
        (sign_in, user)
    }

    #[test]
    fn a_right_password_proves_the_first_factor() {
        let (mut sign_in, user) = running();
        assert_eq!(attempt_password(&mut sign_in, &user, PasswordCheck::Right, UnixMs(1)), Ok(()));
        assert!(sign_in.first_factor.unwrap().is_verified());
    }

    #[test]
    fn a_wrong_password_leaves_the_sign_in_running() {
        let (mut sign_in, user) = running();
        let refused = attempt_password(&mut sign_in, &user, PasswordCheck::Wrong, UnixMs(1));
        assert_eq!(refused, Err(Refusal::PasswordIncorrect));
        assert_eq!(sign_in.status, SignInStatus::NeedsFirstFactor);
    }

    #[test]
    fn a_code_nobody_asked_for_is_refused_and_still_counted() {
        let (mut sign_in, mut user) = running();
        assert_eq!(attempt_code(&mut sign_in, &mut user, "123456", UnixMs(1)), Err(Refusal::NothingPrepared));
        assert_eq!(user.failed_attempts, 1);
    }

    #[test]
    fn a_finished_or_old_sign_in_takes_no_more_attempts() {
        let (mut sign_in, mut user) = running();
        let old = UnixMs(0).plus_secs(sign_in::LIFETIME_SECS);
        assert_eq!(
            attempt_password(&mut sign_in, &user, PasswordCheck::Right, old),
            Err(Refusal::AttemptOver)
        );
        complete(&mut sign_in, &mut user, SessionId::parse("sess_a").unwrap(), UnixMs(1));
        assert_eq!(
            attempt_password(&mut sign_in, &user, PasswordCheck::Right, UnixMs(2)),
            Err(Refusal::AlreadyVerified)
        );
    }
}
