//! Verifications that a backend runs by itself.

use serde::Serialize;

use crate::ids::VerificationId;
use crate::time::UnixMs;
use crate::verification::{OtpStrategy, VerificationStatus};

/// A code that was sent to a contact, and how far it is verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "verification_otp")]
pub struct ContactVerification {
    /// What to name when the code is tried.
    pub id: VerificationId,
    /// How far it is.
    pub status: VerificationStatus,
    /// By which way the code went.
    pub strategy: OtpStrategy,
    /// Attempts made.
    pub attempts: u32,
    /// When the code ends.
    pub expire_at: Option<UnixMs>,
    /// Which of several ways a text message took.
    pub channel: Option<&'static str>,
}
