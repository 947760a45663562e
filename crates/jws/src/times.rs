//! The numeric dates of RFC 7519 section 4.1, judged against a given now.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The times among a token's claims, in seconds since the epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// Issued at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
    /// Not to be used before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// Not to be used at or after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
}

/// Why a token is not good now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TimeError {
    /// `exp` has passed.
    #[error("the token has expired")]
    Expired,
    /// `nbf` has not come.
    #[error("the token is not valid yet")]
    NotYetValid,
}

impl Times {
    /// Whether the token is good at `now_secs`, allowing for clocks that are
    /// `leeway_secs` apart. A token without `exp` never expires.
    ///
    /// # Errors
    /// [`TimeError`] if it is not.
    pub fn check(&self, now_secs: i64, leeway_secs: i64) -> Result<(), TimeError> {
        if self.exp.is_some_and(|exp| now_secs.saturating_sub(leeway_secs) >= exp) {
            return Err(TimeError::Expired);
        }
        if self.nbf.is_some_and(|nbf| now_secs.saturating_add(leeway_secs) < nbf) {
            return Err(TimeError::NotYetValid);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMES: Times = Times { iat: Some(100), nbf: Some(90), exp: Some(160) };

    #[test]
    fn a_token_is_good_from_nbf_until_before_exp() {
        assert_eq!(TIMES.check(89, 0), Err(TimeError::NotYetValid));
        assert_eq!(TIMES.check(90, 0), Ok(()));
        assert_eq!(TIMES.check(159, 0), Ok(()));
        assert_eq!(TIMES.check(160, 0), Err(TimeError::Expired));
    }

    #[test]
    fn leeway_widens_both_ends() {
        assert_eq!(TIMES.check(85, 5), Ok(()));
        assert_eq!(TIMES.check(164, 5), Ok(()));
        assert_eq!(TIMES.check(165, 5), Err(TimeError::Expired));
    }

    #[test]
    fn absurd_times_do_not_overflow() {
        let times = Times { iat: None, nbf: Some(i64::MIN), exp: Some(i64::MAX) };
        assert_eq!(times.check(i64::MAX - 1, i64::MAX), Ok(()));
    }
}
