//! How many codes and links one recipient gets, over all attempts: whoever knows an address could otherwise fill its mailbox
//! by beginning one sign-in after the other.

use nightdesk_wire::time::UnixMs;

use crate::Refusal;

/// How many within [`WINDOW_SECS`].
pub const MOST: usize = 10;
/// How long a message counts.
pub const WINDOW_SECS: i64 = 10 * 60;

/// Counts a message that goes out now. `times` are those of the messages before, and become what is to be kept.
///
/// # Errors
/// [`Refusal::TooManyCodes`] if the recipient has to be left alone for now.
pub fn count(times: &mut Vec<UnixMs>, now: UnixMs) -> Result<(), Refusal> {
    let since = now.plus_secs(-WINDOW_SECS);
    times.retain(|at| *at > since);
    if times.len() >= MOST {
        return Err(Refusal::TooManyCodes);
    }
    times.push(now);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_left_alone_until_the_window_has_passed() {
        let mut times = Vec::new();
        let mut count = |secs| count(&mut times, UnixMs::from_secs(secs));
        for secs in 0..10 {
            assert_eq!(count(secs), Ok(()));
        }
        assert_eq!(count(10), Err(Refusal::TooManyCodes));
        assert_eq!(count(WINDOW_SECS), Ok(()), "the first is forgotten");
        assert_eq!(count(WINDOW_SECS), Err(Refusal::TooManyCodes));
    }
}
