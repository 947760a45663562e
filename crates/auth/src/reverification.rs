//! Reverification: a signed-in user proves a factor again, because the session may have fallen into other hands.

use nightdesk_wire::time::UnixMs;

use crate::{
    Refusal, code,
    contacts::{Contacts, Recipient},
    lockout,
    model::{
        EmailAddress, PhoneNumber, Reverification, ReverificationLevel as Level,
        ReverificationStatus as Status, Session, SessionSettings, Strategy, User, Verification,
    },
    password::PasswordCheck,
    second_factor,
};

/// How long one may take.
pub const LIFETIME_SECS: i64 = 60 * 60;

/// Whether the session's proofs are recent enough for a sensitive change. Of a user with a second factor it has to be
/// that one. A user who has nothing to prove is not asked. Whoever acts as the
/// user could take the account over, and is refused whatever was proved.
///
/// # Errors
/// [`Refusal::ReverificationRequired`].
pub fn require(
    session: &Session,
    user: &User,
    contacts: Contacts<'_>,
    settings: &SessionSettings,
    now: UnixMs,
) -> Result<(), Refusal> {
    let proved_at =
        if user.second_factors.enabled() { session.second_factor_at } else { Some(session.first_factor_at) };
    let age = settings.reverification_max_age_secs;
    let is_recent = proved_at.is_some_and(|at| now < at.plus_secs(age));
    let is_user = session.actor.is_none();
    if !settings.reverification || (is_user && (is_recent || !can_prove(user, contacts))) {
        return Ok(());
    }
    Err(Refusal::ReverificationRequired)
}

fn can_prove(user: &User, contacts: Contacts<'_>) -> bool {
    user.password_digest.is_some()
        || user.second_factors.enabled()
        || contacts.addresses.iter().any(EmailAddress::is_verified)
        || contacts.numbers.iter().any(PhoneNumber::is_verified)
}

/// Begins. Without a second factor to prove, the first one does.
#[must_use]
pub fn start(session: &Session, user: &User, level: Level, now: UnixMs) -> Reverification {
    let level = if user.second_factors.enabled() { level } else { Level::FirstFactor };
    Reverification {
        instance_id: session.instance_id.clone(),
        session_id: session.id.clone(),
        level,
        status: if level == Level::SecondFactor {
            Status::NeedsSecondFactor
        } else {
            Status::NeedsFirstFactor
        },
        first_factor: None,
        second_factor: None,
        expire_at: now.plus_secs(LIFETIME_SECS),
        created_at: now,
        updated_at: now,
    }
}

/// Takes over how many codes were sent by the one before, so that starting anew is no way around the limit.
pub fn succeed(reverification: &mut Reverification, before: &Reverification) {
    let is_recent = reverification.created_at < before.expire_at;
    let sent = |proof: &Option<Verification>| {
        let proof = proof.as_ref().filter(|proof| is_recent && !proof.is_verified())?;
        Some(Verification { codes_sent: proof.codes_sent, ..Verification::new(proof.strategy) })
    };
    reverification.first_factor = sent(&before.first_factor);
    reverification.second_factor = sent(&before.second_factor);
}

/// Whether it waits for a first factor: asked before a password is checked, which takes long.
///
/// # Errors
/// [`Refusal::AttemptOver`] or [`Refusal::AlreadyVerified`].
pub fn waits_for_first_factor(reverification: &Reverification, now: UnixMs) -> Result<(), Refusal> {
    waits(reverification, Status::NeedsFirstFactor, now)
}

/// Whether it waits for this step.
fn waits(reverification: &Reverification, step: Status, now: UnixMs) -> Result<(), Refusal> {
    if reverification.expire_at <= now {
        return Err(Refusal::AttemptOver);
    }
    match reverification.status {
        status if status == step => Ok(()),
        Status::Complete | Status::NeedsSecondFactor => Err(Refusal::AlreadyVerified),
        Status::NeedsFirstFactor => Err(Refusal::NothingPrepared),
    }
}

/// Sends a code to an address or number of the user: it now waits for it.
///
/// # Errors
/// Whatever keeps the user from trying, and [`Refusal::TooManyCodes`].
pub fn prepare_code(
    reverification: &mut Reverification,
    user: &User,
    strategy: Strategy,
    recipient: Recipient<'_>,
    code: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits(reverification, Status::NeedsFirstFactor, now)?;
    lockout::may_try(user, now)?;
    let (scope, before) = (reverification.session_id.as_str(), reverification.first_factor.as_ref());
    reverification.first_factor = Some(recipient.prepare(scope, strategy, code, before, now)?);
    reverification.updated_at = now;
    Ok(())
}

/// Sends a code for the second factor: it now waits for it.
///
/// # Errors
/// As [`prepare_code`], and [`Refusal::NothingPrepared`] before the first factor.
pub fn prepare_second_factor(
    reverification: &mut Reverification,
    user: &User,
    strategy: Strategy,
    recipient: Recipient<'_>,
    code: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits(reverification, Status::NeedsSecondFactor, now)?;
    lockout::may_try(user, now)?;
    let (scope, before) = (reverification.session_id.as_str(), reverification.second_factor.as_ref());
    reverification.second_factor = Some(recipient.prepare(scope, strategy, code, before, now)?);
    reverification.updated_at = now;
    Ok(())
}

/// Tries the code. Reverification, session and user change either way and must be stored either way.
///
/// # Errors
/// Whatever keeps the user from trying, and what is wrong with the code.
pub fn attempt_code(
    reverification: &mut Reverification,
    session: &mut Session,
    user: &mut User,
    strategy: Strategy,
    typed: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits(reverification, Status::NeedsFirstFactor, now)?;
    let (scope, sent) = (reverification.session_id.as_str(), reverification.first_factor.as_mut());
    lockout::attempt(user, now, |_| code::attempt_sent(sent, strategy, scope, typed, now))?;
    first_factor_proved(reverification, session, now);
    Ok(())
}

/// Says what the check of a password means. The attempt was counted before the check was made, by
/// [`lockout::count_attempt`], and is taken back unless it was wrong.
///
/// # Errors
/// [`Refusal::StrategyUnfit`] for a user without a password, [`Refusal::PasswordIncorrect`] for a wrong one.
pub fn attempt_password(
    reverification: &mut Reverification,
    session: &mut Session,
    user: &mut User,
    check: PasswordCheck,
    now: UnixMs,
) -> Result<(), Refusal> {
    let proof = waits_for_first_factor(reverification, now).and_then(|()| check.proves(user));
    reverification.first_factor = Some(lockout::judge(user, proof)?);
    first_factor_proved(reverification, session, now);
    Ok(())
}

/// Tries a second factor. Everything changes either way and must be stored either way.
///
/// # Errors
/// Whatever keeps the user from trying, [`Refusal::StrategyUnfit`] for a factor the user does not have,
/// and what is wrong with the code.
pub fn attempt_second_factor(
    reverification: &mut Reverification,
    session: &mut Session,
    user: &mut User,
    strategy: Strategy,
    typed: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits(reverification, Status::NeedsSecondFactor, now)?;
    let (scope, proof) = (reverification.session_id.as_str(), &mut reverification.second_factor);
    second_factor::attempt(user, proof, scope, strategy, typed, now)?;
    second_factor_proved(reverification, session, now);
    Ok(())
}

fn second_factor_proved(reverification: &mut Reverification, session: &mut Session, now: UnixMs) {
    reverification.status = Status::Complete;
    reverification.updated_at = now;
    session.second_factor_at = Some(now);
    session.updated_at = now;
}

fn first_factor_proved(reverification: &mut Reverification, session: &mut Session, now: UnixMs) {
    let done = reverification.level == Level::FirstFactor;
    reverification.status = if done { Status::Complete } else { Status::NeedsSecondFactor };
    reverification.updated_at = now;
    session.first_factor_at = now;
    session.updated_at = now;
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{ClientId, InstanceId, SessionId, TotpId, UserId};

    use super::*;
    use crate::model::{Activity, SecondFactors, Secret, Settings, Totp};

    const NONE: Contacts<'_> = Contacts { addresses: &[], numbers: &[] };

    fn signed_in() -> (Session, User) {
        let instance = InstanceId::parse("ins_a").unwrap();
        let user = User::new(UserId::parse("user_a").unwrap(), instance.clone(), UnixMs(0));
        let start = crate::session::Start {
            id: SessionId::parse("sess_a").unwrap(),
            instance_id: instance,
            client_id: ClientId::parse("client_a").unwrap(),
            user_id: user.id.clone(),
            activity: Activity::default(),
        };
        let user = User { password_digest: Some(Secret::new("x")), ..user };
        (crate::session::start(start, &Settings::default(), UnixMs(0)), user)
    }

    fn with_application(user: User) -> User {
        let totp = Totp {
            id: TotpId::parse("totp_a").unwrap(),
            secret: Secret::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            verified: true,
            last_period: 0,
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        };
        User { second_factors: SecondFactors { totp: Some(totp), ..SecondFactors::default() }, ..user }
    }

    #[test]
    fn a_proof_is_recent_until_its_age_is_over_and_only_where_the_instance_asks() {
        let (session, user) = signed_in();
        let on = SessionSettings::default();
        let over = UnixMs(0).plus_secs(on.reverification_max_age_secs);
        assert_eq!(require(&session, &user, NONE, &on, UnixMs(over.0 - 1)), Ok(()));
        assert_eq!(require(&session, &user, NONE, &on, over), Err(Refusal::ReverificationRequired));
        let off = SessionSettings { reverification: false, ..on.clone() };
        assert_eq!(require(&session, &user, NONE, &off, over), Ok(()));
        let nothing = User { password_digest: None, ..user };
        assert_eq!(require(&session, &nothing, NONE, &on, over), Ok(()), "nobody is locked out for good");
    }

    #[test]
    fn who_acts_as_the_user_is_refused_whatever_was_proved() {
        let (mut session, user) = signed_in();
        session.actor = Some(serde_json::json!({"sub": "user_support"}));
        let on = SessionSettings::default();
        assert_eq!(require(&session, &user, NONE, &on, UnixMs(1)), Err(Refusal::ReverificationRequired));
        let off = SessionSettings { reverification: false, ..on };
        assert_eq!(require(&session, &user, NONE, &off, UnixMs(1)), Ok(()));
    }

    #[test]
    fn of_a_user_with_a_second_factor_it_has_to_be_that_one() {
        let (mut session, user) = signed_in();
        let user = with_application(user);
        let on = SessionSettings::default();
        assert_eq!(require(&session, &user, NONE, &on, UnixMs(1)), Err(Refusal::ReverificationRequired));
        session.second_factor_at = Some(UnixMs(0));
        assert_eq!(require(&session, &user, NONE, &on, UnixMs(1)), Ok(()));
    }

    #[test]
    fn the_level_falls_back_to_what_the_user_has() {
        let (session, user) = signed_in();
        for (level, begins) in [
            (Level::FirstFactor, Status::NeedsFirstFactor),
            (Level::SecondFactor, Status::NeedsSecondFactor),
            (Level::MultiFactor, Status::NeedsFirstFactor),
        ] {
            let alone = start(&session, &user, level, UnixMs(0));
            assert_eq!((alone.level, alone.status), (Level::FirstFactor, Status::NeedsFirstFactor));
            let both = start(&session, &with_application(user.clone()), level, UnixMs(0));
            assert_eq!((both.level, both.status), (level, begins));
        }
    }

    #[test]
    fn a_password_resets_the_age_and_both_factors_take_both() {
        let (mut session, user) = signed_in();
        let mut user = with_application(user);
        let mut both = start(&session, &user, Level::MultiFactor, UnixMs(0));
        let now = UnixMs::from_secs(60);
        lockout::count_attempt(&mut user, now).unwrap();
        let wrong = attempt_password(&mut both, &mut session, &mut user, PasswordCheck::Wrong, now);
        assert_eq!((wrong, session.first_factor_at), (Err(Refusal::PasswordIncorrect), UnixMs(0)));
        lockout::count_attempt(&mut user, now).unwrap();
        let right = attempt_password(&mut both, &mut session, &mut user, PasswordCheck::Right, now);
        assert_eq!((right, both.status), (Ok(()), Status::NeedsSecondFactor));
        assert_eq!((session.first_factor_at, session.second_factor_at), (now, None));
        assert_eq!(user.failed_attempts, 1, "the wrong one is not forgotten");
        let early = attempt_password(&mut both, &mut session, &mut user, PasswordCheck::Right, now);
        assert_eq!(early, Err(Refusal::AlreadyVerified));
    }

    #[test]
    fn one_that_took_too_long_is_over() {
        let (mut session, mut user) = signed_in();
        let mut begun = start(&session, &user, Level::FirstFactor, UnixMs(0));
        let late = UnixMs(0).plus_secs(LIFETIME_SECS);
        let tried = attempt_password(&mut begun, &mut session, &mut user, PasswordCheck::Right, late);
        assert_eq!(tried, Err(Refusal::AttemptOver));
    }
}
