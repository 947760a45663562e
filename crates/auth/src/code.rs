//! One-time codes: made, sent, tried.

use nightdesk_wire::time::UnixMs;

use crate::{
    Refusal, Rng,
    model::{Digest, Instance, Strategy, Verification, VerificationStatus},
    rng,
};

/// How long a code is good.
pub const LIFETIME_SECS: i64 = 10 * 60;
/// Tries per code.
pub const MAX_ATTEMPTS: u32 = 5;
/// Codes per sign-in or sign-up: without an end, somebody's mailbox could be flooded through us.
pub const MAX_CODES: u32 = 10;

const TEST_CODE: &str = "424242";

/// A fresh code and whether it has to be delivered.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCode {
    /// Six digits.
    pub code: String,
    /// False for test addresses: nothing is sent there.
    pub deliver: bool,
}

/// Makes the code for an address or number: six random digits, or the well-known one for those of test mode.
pub fn generate(instance: &Instance, address: &str, rng: &dyn Rng) -> NewCode {
    if instance.settings.test_mode(instance.environment) && crate::identifier::is_for_tests(address) {
        return NewCode { code: TEST_CODE.to_owned(), deliver: false };
    }
    let drawn = u64::from_le_bytes(rng::bytes(rng));
    NewCode { code: format!("{:06}", drawn % 1_000_000), deliver: true }
}

/// The verification that waits for `code`. `scope` is the id of what is verified: it keeps equal codes from having
/// equal digests. `before` is the verification that the new one replaces. Where the code goes is for the caller to note.
///
/// # Errors
/// [`Refusal::TooManyCodes`] after [`MAX_CODES`].
pub fn prepare(
    scope: &str,
    strategy: Strategy,
    code: &str,
    before: Option<&Verification>,
    now: UnixMs,
) -> Result<Verification, Refusal> {
    let codes_sent = before.map_or(0, |before| before.codes_sent);
    if codes_sent >= MAX_CODES {
        return Err(Refusal::TooManyCodes);
    }
    Ok(Verification {
        code_digest: Some(digest(scope, code)),
        expire_at: Some(now.plus_secs(LIFETIME_SECS)),
        codes_sent: codes_sent + 1,
        ..Verification::new(strategy)
    })
}

/// Tries a code. The verification changes either way and must be stored either way.
///
/// # Errors
/// [`Refusal::NothingPrepared`], [`Refusal::AlreadyVerified`], [`Refusal::CodeExpired`], [`Refusal::CodeSpent`],
/// [`Refusal::CodeIncorrect`].
pub fn attempt(verification: &mut Verification, scope: &str, code: &str, now: UnixMs) -> Result<(), Refusal> {
    match verification.status_at(now) {
        VerificationStatus::Verified | VerificationStatus::Transferable => {
            return Err(Refusal::AlreadyVerified);
        }
        VerificationStatus::Expired => return Err(Refusal::CodeExpired),
        VerificationStatus::Failed => return Err(Refusal::CodeSpent),
        VerificationStatus::Unverified => {}
    }
    let Some(expected) = verification.code_digest.clone() else {
        return Err(Refusal::NothingPrepared);
    };
    verification.attempts += 1;
    if is_of(&expected, scope, code.trim()) {
        verification.status = VerificationStatus::Verified;
        verification.code_digest = None;
        return Ok(());
    }
    if verification.attempts >= MAX_ATTEMPTS {
        verification.status = VerificationStatus::Failed;
        verification.code_digest = None;
    }
    Err(Refusal::CodeIncorrect)
}

/// Tries a code that has to have been sent by this strategy.
///
/// # Errors
/// [`Refusal::NothingPrepared`] if none was, and as for [`attempt`].
pub(crate) fn attempt_sent(
    sent: Option<&mut Verification>,
    strategy: Strategy,
    scope: &str,
    code: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    let sent = sent.filter(|sent| sent.strategy == strategy).ok_or(Refusal::NothingPrepared)?;
    attempt(sent, scope, code, now)
}

/// Whether a digest is that of a code for this scope.
pub(crate) fn is_of(digest: &Digest, scope: &str, code: &str) -> bool {
    digest.matches(&scoped(scope, code))
}

fn digest(scope: &str, code: &str) -> Digest {
    Digest::of(&scoped(scope, code))
}

fn scoped(scope: &str, code: &str) -> String {
    format!("{scope}:{code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(now: UnixMs) -> Verification {
        prepare("sia_a", Strategy::EmailCode, "123456", None, now).unwrap()
    }

    #[test]
    fn the_right_code_verifies_once() {
        let mut verification = out(UnixMs(0));
        assert_eq!(attempt(&mut verification, "sia_a", " 123456 ", UnixMs(1)), Ok(()));
        assert!(verification.is_verified());
        assert_eq!(attempt(&mut verification, "sia_a", "123456", UnixMs(1)), Err(Refusal::AlreadyVerified));
    }

    #[test]
    fn a_code_is_good_for_its_own_attempt_only() {
        let mut verification = out(UnixMs(0));
        assert_eq!(attempt(&mut verification, "sia_b", "123456", UnixMs(1)), Err(Refusal::CodeIncorrect));
    }

    #[test]
    fn a_code_tried_too_often_is_spent_even_for_the_right_one() {
        let mut verification = out(UnixMs(0));
        for _ in 0..MAX_ATTEMPTS {
            assert_eq!(attempt(&mut verification, "sia_a", "000000", UnixMs(1)), Err(Refusal::CodeIncorrect));
        }
        assert_eq!(attempt(&mut verification, "sia_a", "123456", UnixMs(1)), Err(Refusal::CodeSpent));
    }

    #[test]
    fn a_code_ends_with_its_time() {
        let mut verification = out(UnixMs(0));
        let late = UnixMs(0).plus_secs(LIFETIME_SECS);
        assert_eq!(attempt(&mut verification, "sia_a", "123456", late), Err(Refusal::CodeExpired));
    }

    #[test]
    fn codes_cannot_be_asked_for_without_end() {
        let again = |last: &Verification| prepare("sia_a", Strategy::EmailCode, "1", Some(last), UnixMs(0));
        let mut last = out(UnixMs(0));
        for _ in 1..MAX_CODES {
            last = again(&last).unwrap();
        }
        assert_eq!(again(&last), Err(Refusal::TooManyCodes));
    }
}
