//! The production client's token: what it says, which of its values hold, when it changes.
//!
//! The token is a JWT under the instance's own HMAC key; the client's row says which value is current. The value
//! changes whenever the client's privileges change (somebody signs in or out). The answer that carries the new value
//! may get lost, so the old one holds until the new one is first used, for a bounded time. After that, whoever shows
//! the old value has a copy that should not exist.

use nightdesk_wire::{ids::ClientId, time::UnixMs};
use serde::{Deserialize, Serialize};

use crate::{Rng, model::Rotation, rng};

/// How long the value before holds if the new one is never used.
pub const PREVIOUS_HOLDS_SECS: i64 = 60 * 60;
/// How long after the new value's first use requests with an older one may still be on their way: browsers give up on a
/// request sooner. They are not served, but they are no theft either.
pub const IN_FLIGHT_SECS: i64 = 60;

/// Claims of a client token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientTokenClaims {
    pub id: ClientId,
    pub rotating_token: String,
    /// Whether the value is the client's on the site of a satellite, where it does not change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub linked: bool,
    pub iss: String,
    pub iat: i64,
}

/// What a presented value is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The current value.
    Current,
    /// The current value for the first time: the one before it ends now, see [`confirm`].
    CurrentFirstUse,
    /// The value before, whose successor has not been seen in use.
    Previous,
    /// An older value, sent before the change could be known.
    Stale,
    /// An older value, long after: a copy in the wrong hands. The client's sessions end.
    Stolen,
}

/// Judges a value that came with a valid signature.
#[must_use]
pub fn judge(rotation: &Rotation, presented: &str, now: UnixMs) -> Standing {
    if presented == rotation.current {
        return if rotation.confirmed_at.is_some() { Standing::Current } else { Standing::CurrentFirstUse };
    }
    let holds = rotation.previous_until.is_some_and(|until| now < until);
    if holds && rotation.previous.as_deref() == Some(presented) {
        return Standing::Previous;
    }
    match rotation.confirmed_at {
        Some(at) if now < at.plus_secs(IN_FLIGHT_SECS) => Standing::Stale,
        _ => Standing::Stolen,
    }
}

/// A client's first value.
pub fn start(rng: &dyn Rng) -> Rotation {
    Rotation { current: fresh(rng), previous: None, previous_until: None, confirmed_at: None }
}

/// Moves on to a new value, if `presented` is the current one. `None` if another request of the same caller moved on
/// first: its answer may have arrived already, so the value in it must hold, and is the one to hand out here as well.
pub fn rotate(rotation: &Rotation, presented: &str, rng: &dyn Rng, now: UnixMs) -> Option<Rotation> {
    (presented == rotation.current).then(|| Rotation {
        current: fresh(rng),
        previous: Some(presented.to_owned()),
        previous_until: Some(now.plus_secs(PREVIOUS_HOLDS_SECS)),
        confirmed_at: None,
    })
}

/// Ends the value before: the current one has been seen in use.
pub fn confirm(rotation: &mut Rotation, now: UnixMs) {
    rotation.previous = None;
    rotation.previous_until = None;
    rotation.confirmed_at = Some(now);
}

fn fresh(rng: &dyn Rng) -> String {
    rng::bytes::<16>(rng).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    struct Counter(AtomicU8);

    impl Rng for Counter {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        }
    }

    fn rotated() -> (Rotation, String) {
        let rng = Counter(AtomicU8::new(0));
        let first = start(&rng);
        (rotate(&first, &first.current, &rng, UnixMs(0)).unwrap(), first.current)
    }

    #[test]
    fn a_lost_answer_leaves_the_old_value_good() {
        let (rotation, old) = rotated();
        assert_eq!(judge(&rotation, &old, UnixMs(1)), Standing::Previous);
    }

    #[test]
    fn the_first_use_of_the_new_value_ends_the_old_one() {
        let (mut rotation, old) = rotated();
        assert_eq!(judge(&rotation, &rotation.current, UnixMs(1)), Standing::CurrentFirstUse);
        confirm(&mut rotation, UnixMs(1));
        assert_eq!(judge(&rotation, &rotation.current, UnixMs(1)), Standing::Current);
        assert_eq!(judge(&rotation, &old, UnixMs(2)), Standing::Stale);
        assert_eq!(judge(&rotation, &old, UnixMs(1).plus_secs(IN_FLIGHT_SECS)), Standing::Stolen);
    }

    #[test]
    fn the_old_value_does_not_hold_for_ever() {
        let (rotation, old) = rotated();
        assert_eq!(judge(&rotation, &old, UnixMs(0).plus_secs(PREVIOUS_HOLDS_SECS)), Standing::Stolen);
    }

    #[test]
    fn of_two_changes_at_once_the_first_one_moves_on() {
        let (rotation, old) = rotated();
        let rng = Counter(AtomicU8::new(9));
        assert_eq!(rotate(&rotation, &old, &rng, UnixMs(1)), None);
        assert!(rotate(&rotation, &rotation.current, &rng, UnixMs(1)).is_some());
    }

    #[test]
    fn a_value_nobody_remembers_is_stolen() {
        let (rotation, _) = rotated();
        assert_eq!(judge(&rotation, "0000", UnixMs(1)), Standing::Stolen);
    }
}
