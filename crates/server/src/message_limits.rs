//! How many codes and links one recipient gets, over all attempts: whoever knows an address could otherwise fill its mailbox
//! by beginning one sign-in after the other.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use nightdesk_auth::Refusal;
use nightdesk_notify::Message;
use nightdesk_wire::{ids::InstanceId, time::UnixMs};

const MOST: usize = 10;
const WINDOW_SECS: i64 = 10 * 60;
/// From how many recipients on those are forgotten who got nothing of late.
const MANY: usize = 10_000;

/// When who was sent something. Every process counts for itself.
#[derive(Default)]
pub(crate) struct MessageLimits(Mutex<HashMap<(InstanceId, String), Vec<UnixMs>>>);

impl MessageLimits {
    /// Counts a message.
    ///
    /// # Errors
    /// [`Refusal::TooManyCodes`] if its recipient has to be left alone for now.
    pub(crate) fn count(&self, message: &Message, now: UnixMs) -> Result<(), Refusal> {
        let since = now.plus_secs(-WINDOW_SECS);
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if sent.len() >= MANY {
            sent.retain(|_, times| times.last().is_some_and(|at| *at > since));
        }
        let times = sent.entry((message.instance_id.clone(), message.to.to_lowercase())).or_default();
        times.retain(|at| *at > since);
        if times.len() >= MOST {
            return Err(Refusal::TooManyCodes);
        }
        times.push(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use nightdesk_notify::texts;

    use super::*;

    #[test]
    fn a_recipient_is_left_alone_until_the_window_has_passed() {
        let limits = MessageLimits::default();
        let count = |instance: &str, to: &str, secs| {
            let instance = InstanceId::parse(instance).unwrap();
            let message = texts::verification_code(instance, "Acme", to, "483920", 600);
            limits.count(&message, UnixMs::from_secs(secs))
        };
        for secs in 0..10 {
            assert_eq!(count("ins_a", "ada@example.com", secs), Ok(()));
        }
        assert_eq!(count("ins_a", "Ada@example.com", 10), Err(Refusal::TooManyCodes));
        assert_eq!(count("ins_a", "ben@example.com", 10), Ok(()));
        assert_eq!(count("ins_b", "ada@example.com", 10), Ok(()));
        assert_eq!(count("ins_a", "ada@example.com", WINDOW_SECS), Ok(()), "the first is forgotten");
        assert_eq!(count("ins_a", "ada@example.com", WINDOW_SECS), Err(Refusal::TooManyCodes));
    }
}
