//! Points in time as the wire has them.

use core::fmt;
use core::ops::{Add, Sub};

/// A point in time: milliseconds since the Unix epoch, UTC.
///
/// Every time in a FAPI or BAPI resource has this unit; only the numeric dates
/// inside a JWT are seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "std", serde(transparent))]
pub struct UnixMs(pub i64);

impl UnixMs {
    /// The time `secs` seconds after the epoch.
    #[must_use]
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(1000))
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down: the unit of `iat` and `exp`.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This time moved by `secs` seconds, which may be negative.
    #[must_use]
    pub const fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs.saturating_mul(1000)))
    }

    /// Milliseconds from `earlier` to this time; negative if `earlier` is later.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl Add<core::time::Duration> for UnixMs {
    type Output = Self;

    fn add(self, duration: core::time::Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(millis))
    }
}

impl Sub<core::time::Duration> for UnixMs {
    type Output = Self;

    fn sub(self, duration: core::time::Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(millis))
    }
}

impl fmt::Display for UnixMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::time::Duration;

    #[test]
    fn seconds_round_down_also_before_the_epoch() {
        assert_eq!(UnixMs(1_999).as_secs(), 1);
        assert_eq!(UnixMs(-1).as_secs(), -1);
    }

    #[test]
    fn arithmetic_stops_at_the_ends_instead_of_wrapping() {
        assert_eq!(UnixMs(i64::MAX) + Duration::from_secs(1), UnixMs(i64::MAX));
        assert_eq!(UnixMs(i64::MIN) - Duration::from_secs(1), UnixMs(i64::MIN));
        assert_eq!(UnixMs(5).plus_secs(i64::MAX), UnixMs(i64::MAX));
    }
}
