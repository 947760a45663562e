//! Codes that a backend sends to a contact, and has tried, by itself.

use nightdesk_wire::{ids::VerificationId, time::UnixMs};

use crate::{
    Refusal, code,
    model::{BackendVerification, ContactId, Strategy, VerificationStatus},
};

/// How long the codes to a contact count against the limit, and how long they are kept.
pub const WINDOW_SECS: i64 = 60 * 60;

/// A verification that waits for `code`. `sent` codes went to the contact within [`WINDOW_SECS`].
///
/// # Errors
/// [`Refusal::TooManyCodes`] after [`code::MAX_CODES`].
pub fn prepare(
    id: VerificationId,
    instance_id: nightdesk_wire::ids::InstanceId,
    contact: ContactId,
    code: &str,
    sent: i64,
    now: UnixMs,
) -> Result<BackendVerification, Refusal> {
    if sent >= i64::from(code::MAX_CODES) {
        return Err(Refusal::TooManyCodes);
    }
    let strategy = match contact {
        ContactId::Address(_) => Strategy::EmailCode,
        ContactId::Number(_) => Strategy::PhoneCode,
    };
    let verification = code::prepare(id.as_str(), strategy, code, None, now)?;
    Ok(BackendVerification { id, instance_id, contact, verification, created_at: now })
}

/// Tries a code. A wrong or late one is no refusal: the status says so.
///
/// # Errors
/// [`Refusal::AlreadyVerified`] if a code was accepted before.
pub fn attempt(
    waiting: &mut BackendVerification,
    typed: &str,
    now: UnixMs,
) -> Result<VerificationStatus, Refusal> {
    match code::attempt(&mut waiting.verification, waiting.id.as_str(), typed, now) {
        Err(Refusal::AlreadyVerified) => Err(Refusal::AlreadyVerified),
        _ => Ok(waiting.verification.status_at(now)),
    }
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{EmailAddressId, InstanceId};

    use super::*;

    fn sent(before: i64) -> Result<BackendVerification, Refusal> {
        let contact = ContactId::Address(EmailAddressId::parse("idn_a").unwrap());
        let (id, instance) = (VerificationId::parse("ver_a").unwrap(), InstanceId::parse("ins_a").unwrap());
        prepare(id, instance, contact, "123456", before, UnixMs(0))
    }

    #[test]
    fn wrong_codes_show_in_the_status_until_it_is_spent() {
        let mut waiting = sent(0).unwrap();
        for _ in 1..code::MAX_ATTEMPTS {
            assert_eq!(attempt(&mut waiting, "000000", UnixMs(1)), Ok(VerificationStatus::Unverified));
        }
        assert_eq!(attempt(&mut waiting, "000000", UnixMs(1)), Ok(VerificationStatus::Failed));
        assert_eq!(attempt(&mut waiting, "123456", UnixMs(1)), Ok(VerificationStatus::Failed));
    }

    #[test]
    fn a_right_code_is_accepted_once_and_in_time() {
        let mut waiting = sent(0).unwrap();
        let late = UnixMs(0).plus_secs(code::LIFETIME_SECS);
        assert_eq!(attempt(&mut waiting.clone(), "123456", late), Ok(VerificationStatus::Expired));
        assert_eq!(attempt(&mut waiting, "123456", UnixMs(1)), Ok(VerificationStatus::Verified));
        assert_eq!(attempt(&mut waiting, "123456", UnixMs(1)), Err(Refusal::AlreadyVerified));
    }

    #[test]
    fn codes_cannot_be_asked_for_without_end() {
        assert!(sent(9).is_ok());
        assert_eq!(sent(10), Err(Refusal::TooManyCodes));
    }
}
