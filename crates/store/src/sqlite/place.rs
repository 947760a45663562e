//! Where a row lies in its table. SQLite numbers rows, and what an index on ids finds is such a number: to find a row by
//! its id is two searches, through pages of which most are in no cache. In tables that each token is minted from, the
//! number follows from the id, so that one search does.
//!
//! It is a guess. The number may have been taken when the row came, an earlier version may have written the row, and
//! `VACUUM` may move it. Who finds nothing there looks again by id.

/// So many characters of base 62 are below 2^63.
const CHARACTERS: usize = 10;

/// The number that a row with this id should have. Later ids have larger ones, so that new rows lie together.
pub(crate) fn of(id: &str) -> Option<i64> {
    let (_, ksuid) = id.split_once('_')?;
    let start = ksuid.as_bytes().get(..CHARACTERS)?;
    start.iter().try_fold(0, |number: i64, character| {
        let digit = match character {
            b'0'..=b'9' => character - b'0',
            b'A'..=b'Z' => character - b'A' + 10,
            b'a'..=b'z' => character - b'a' + 36,
            _ => return None,
        };
        Some(number * 62 + i64::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::{ids::SessionId, time::UnixMs};

    use super::of;

    #[test]
    fn later_ids_lie_behind_earlier_ones() {
        let at = |secs, random| of(SessionId::generate(UnixMs::from_secs(secs), random).as_str()).unwrap();
        let places = [[200; 16], [100; 16], [0; 16]].map(|random| at(1_800_000_000, random));
        assert!(places.is_sorted_by(|one, next| one < next), "{places:?}");
        assert!(places[2] < at(1_800_000_001, [0; 16]));
    }

    #[test]
    fn the_largest_number_is_one_of_sqlites() {
        assert_eq!(of("sess_zzzzzzzzzz"), Some(62_i64.pow(10) - 1));
        assert_eq!(of("sess_0000000000"), Some(0));
        assert_eq!(of("sess_0000000010"), Some(62));
    }

    #[test]
    fn short_and_odd_ids_have_none() {
        for id in ["", "sess", "sess_", "sess_123456789", "sess_12345_7890", "sess_123456789é"] {
            assert_eq!(of(id), None, "{id:?}");
        }
    }
}
