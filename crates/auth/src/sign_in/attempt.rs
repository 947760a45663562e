//! A first factor is prepared, tried, proved.

use nightdesk_wire::{ids::SessionId, time::UnixMs};

use crate::{
    Refusal, code,
    contacts::Recipient,
    lockout,
    model::{Secret, SignIn, SignInStatus, Strategy, User},
    password::PasswordCheck,
    refusal::Field,
    sign_in::resets_password,
};

/// What a proof leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is a session now.
    Complete,
    /// A new password has to be set first.
    NewPassword,
    /// A second factor has to be proved first.
    SecondFactor,
}

/// Whether the sign-in waits for a first factor: asked before a password is checked, which takes long.
///
/// # Errors
/// [`Refusal::AttemptOver`], [`Refusal::Missing`] for the identifier, [`Refusal::AlreadyVerified`].
pub fn waits_for_first_factor(sign_in: &SignIn, now: UnixMs) -> Result<(), Refusal> {
    if sign_in.abandon_at <= now {
        return Err(Refusal::AttemptOver);
    }
    match sign_in.status {
        SignInStatus::NeedsFirstFactor => Ok(()),
        SignInStatus::NeedsIdentifier => Err(Refusal::Missing(Field::Identifier)),
        SignInStatus::Complete
        | SignInStatus::NeedsSecondFactor
        | SignInStatus::NeedsClientTrust
        | SignInStatus::NeedsNewPassword => Err(Refusal::AlreadyVerified),
        SignInStatus::Abandoned => Err(Refusal::AttemptOver),
    }
}

/// Sends a code by this strategy: the sign-in now waits for it.
///
/// # Errors
/// Whatever keeps the user from trying, [`Refusal::StrategyUnfit`] for a forgotten password that never was, and
/// [`Refusal::TooManyCodes`].
pub fn prepare_code(
    sign_in: &mut SignIn,
    user: &User,
    strategy: Strategy,
    recipient: Recipient<'_>,
    code: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits_for_first_factor(sign_in, now)?;
    lockout::may_try(user, now)?;
    if resets_password(strategy) && user.password_digest.is_none() {
        return Err(Refusal::StrategyUnfit);
    }
    let before = sign_in.first_factor.as_ref();
    let prepared = recipient.prepare(sign_in.id.as_str(), strategy, code, before, now)?;
    sign_in.first_factor = Some(prepared);
    sign_in.updated_at = now;
    Ok(())
}

/// Tries a code that was sent by this strategy. Sign-in and user change either way and must be stored either way.
///
/// # Errors
/// Whatever keeps the user from trying, and what is wrong with the code.
pub fn attempt_code(
    sign_in: &mut SignIn,
    user: &mut User,
    strategy: Strategy,
    typed: &str,
    now: UnixMs,
) -> Result<Step, Refusal> {
    waits_for_first_factor(sign_in, now)?;
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(Field::Code));
    }
    lockout::attempt(user, now, |_| {
        sign_in.updated_at = now;
        code::attempt_sent(sign_in.first_factor.as_mut(), strategy, sign_in.id.as_str(), typed, now)
    })?;
    if resets_password(strategy) {
        sign_in.status = SignInStatus::NeedsNewPassword;
        return Ok(Step::NewPassword);
    }
    Ok(first_factor_proved(sign_in, user))
}

/// Sets the password of a sign-in that waits for one.
///
/// # Errors
/// [`Refusal::NothingPrepared`] if no code was proved that allows it, [`Refusal::AttemptOver`].
pub fn set_password(
    sign_in: &mut SignIn,
    user: &mut User,
    digest: Secret,
    now: UnixMs,
) -> Result<Step, Refusal> {
    may_set_password(sign_in, now)?;
    user.password_digest = Some(digest);
    user.password_updated_at = Some(now);
    user.updated_at = now;
    Ok(first_factor_proved(sign_in, user))
}

/// Whether the sign-in waits for a new password: asked before one is hashed.
///
/// # Errors
/// As [`set_password`].
pub fn may_set_password(sign_in: &SignIn, now: UnixMs) -> Result<(), Refusal> {
    if sign_in.abandon_at <= now {
        return Err(Refusal::AttemptOver);
    }
    if sign_in.status == SignInStatus::NeedsNewPassword { Ok(()) } else { Err(Refusal::NothingPrepared) }
}

/// Says what the check of a password means. The attempt was counted before the check was made, by
/// [`lockout::count_attempt`], and is taken back unless it was wrong: a right one may lead to a second factor only.
///
/// # Errors
/// [`Refusal::StrategyUnfit`] for a user without a password, [`Refusal::PasswordIncorrect`] for a wrong one, and
/// whatever keeps the user from trying.
pub fn attempt_password(
    sign_in: &mut SignIn,
    user: &mut User,
    check: PasswordCheck,
    now: UnixMs,
) -> Result<Step, Refusal> {
    let proof = waits_for_first_factor(sign_in, now).and_then(|()| check.proves(user));
    sign_in.first_factor = Some(lockout::judge(user, proof)?);
    sign_in.updated_at = now;
    Ok(first_factor_proved(sign_in, user))
}

/// Goes on to the second factor, if the user has one.
pub(crate) fn first_factor_proved(sign_in: &mut SignIn, user: &User) -> Step {
    if !user.second_factors.enabled() {
        return Step::Complete;
    }
    sign_in.status = SignInStatus::NeedsSecondFactor;
    Step::SecondFactor
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
    use crate::{
        model::{EmailAddress, Verification},
        sign_in,
    };

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
        let (mut sign_in, mut user) = running();
        assert_eq!(
            attempt_password(&mut sign_in, &mut user, PasswordCheck::Right, UnixMs(1)),
            Ok(Step::Complete)
        );
        assert!(sign_in.first_factor.unwrap().is_verified());
    }

    #[test]
    fn a_wrong_password_leaves_the_sign_in_running() {
        let (mut sign_in, mut user) = running();
        let refused = attempt_password(&mut sign_in, &mut user, PasswordCheck::Wrong, UnixMs(1));
        assert_eq!(refused, Err(Refusal::PasswordIncorrect));
        assert_eq!(sign_in.status, SignInStatus::NeedsFirstFactor);
    }

    #[test]
    fn a_code_nobody_asked_for_is_refused_and_not_counted() {
        let (mut sign_in, mut user) = running();
        let refused = attempt_code(&mut sign_in, &mut user, Strategy::EmailCode, "123456", UnixMs(1));
        assert_eq!(refused, Err(Refusal::NothingPrepared));
        assert_eq!(user.failed_attempts, 0);
    }

    #[test]
    fn a_code_for_a_forgotten_password_asks_for_a_new_one_and_for_nothing_else() {
        let (mut sign_in, mut user) = running();
        let address = EmailAddress {
            id: nightdesk_wire::ids::EmailAddressId::parse("idn_a").unwrap(),
            instance_id: sign_in.instance_id.clone(),
            user_id: user.id.clone(),
            address: "ada@example.com".to_owned(),
            address_lower: "ada@example.com".to_owned(),
            verification: Some(Verification::verified(Strategy::Admin)),
            reserved: false,
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        };
        let reset = Strategy::ResetPasswordEmailCode;
        let new = || Secret::new("new");
        assert_eq!(set_password(&mut sign_in, &mut user, new(), UnixMs(1)), Err(Refusal::NothingPrepared));
        let recipient = Recipient::Address(&address);
        prepare_code(&mut sign_in, &user, reset, recipient, "123456", UnixMs(1)).unwrap();
        let as_sign_in = attempt_code(&mut sign_in, &mut user, Strategy::EmailCode, "123456", UnixMs(2));
        assert_eq!(as_sign_in, Err(Refusal::NothingPrepared), "a code is good for what it was sent for");
        let step = attempt_code(&mut sign_in, &mut user, reset, "123456", UnixMs(3));
        assert_eq!((step, sign_in.status), (Ok(Step::NewPassword), SignInStatus::NeedsNewPassword));
        let old_password = attempt_password(&mut sign_in, &mut user, PasswordCheck::Right, UnixMs(4));
        assert_eq!(old_password, Err(Refusal::AlreadyVerified));
        assert_eq!(set_password(&mut sign_in, &mut user, new(), UnixMs(5)), Ok(Step::Complete));
        assert_eq!(user.password_digest, Some(new()));
    }

    #[test]
    fn a_finished_or_old_sign_in_takes_no_more_attempts() {
        let (mut sign_in, mut user) = running();
        let old = UnixMs(0).plus_secs(sign_in::LIFETIME_SECS);
        assert_eq!(
            attempt_password(&mut sign_in, &mut user, PasswordCheck::Right, old),
            Err(Refusal::AttemptOver)
        );
        complete(&mut sign_in, &mut user, SessionId::parse("sess_a").unwrap(), UnixMs(1));
        assert_eq!(
            attempt_password(&mut sign_in, &mut user, PasswordCheck::Right, UnixMs(2)),
            Err(Refusal::AlreadyVerified)
        );
    }
}
