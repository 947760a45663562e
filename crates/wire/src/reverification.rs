//! Signed-in users who prove a factor again.

use alloc::vec::Vec;

use serde::Serialize;

use crate::session::Session;
use crate::sign_in::SignInFactor;
use crate::verification::Verification;

/// How far a reverification has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReverificationStatus {
    /// The first factor has to be proved.
    NeedsFirstFactor,
    /// A second factor has to be proved.
    NeedsSecondFactor,
    /// All that was asked for is proved.
    Complete,
}

/// A proof in progress, or just given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "session_reverification")]
pub struct SessionReverification {
    /// Which factors have to be proved: `first_factor`, `second_factor` or `multi_factor`.
    pub level: &'static str,
    /// How far it has come.
    pub status: ReverificationStatus,
    /// Ways to prove the first factor.
    pub supported_first_factors: Option<Vec<SignInFactor>>,
    /// Ways to prove the second factor.
    pub supported_second_factors: Option<Vec<SignInFactor>>,
    /// The proof of the first factor.
    pub first_factor_verification: Option<Verification>,
    /// The proof of the second factor.
    pub second_factor_verification: Option<Verification>,
    /// The session as it is now.
    pub session: Session,
}
