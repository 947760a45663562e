//! Verifications: the proof of an identifier or a factor, running or done.
//!
//! The contracts describe a dozen variants that differ in what may be `null`.
//! The constructors are the only way to make one, so each variant keeps to its
//! rules; `object` tells them apart.

use serde::Serialize;

use crate::time::UnixMs;

/// How far a verification has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerificationStatus {
    /// Not proved yet.
    Unverified,
    /// Proved.
    Verified,
    /// Tried too often.
    Failed,
    /// Too late.
    Expired,
}

/// Where a one-time code goes, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OtpStrategy {
    /// By e-mail.
    EmailCode,
    /// By e-mail, to set a new password.
    ResetPasswordEmailCode,
    /// By SMS.
    PhoneCode,
    /// By SMS, to set a new password.
    ResetPasswordPhoneCode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
enum Object {
    #[serde(rename = "verification_otp")]
    Otp,
    #[serde(rename = "verification_password")]
    Password,
    #[serde(rename = "verification_ticket")]
    Ticket,
    #[serde(rename = "verification_totp")]
    Totp,
    #[serde(rename = "verification_backup_code")]
    BackupCode,
    #[serde(rename = "verification_admin")]
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Strategy {
    Otp(OtpStrategy),
    Fixed(&'static str),
}

/// The state of a verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    object: Object,
    status: VerificationStatus,
    strategy: Strategy,
    attempts: Option<u32>,
    expire_at: Option<UnixMs>,
}

impl Verification {
    /// A one-time code that was sent out.
    #[must_use]
    pub const fn otp(
        strategy: OtpStrategy,
        status: VerificationStatus,
        attempts: u32,
        expire_at: UnixMs,
    ) -> Self {
        Self {
            object: Object::Otp,
            status,
            strategy: Strategy::Otp(strategy),
            attempts: Some(attempts),
            expire_at: Some(expire_at),
        }
    }

    /// A password, which is right or not yet right.
    #[must_use]
    pub const fn password(verified: bool) -> Self {
        Self::timeless(Object::Password, "password", Self::verified_or_not(verified))
    }

    /// A ticket made by the backend.
    #[must_use]
    pub const fn ticket(verified: bool) -> Self {
        Self::timeless(Object::Ticket, "ticket", Self::verified_or_not(verified))
    }

    /// A code of an authenticator application.
    #[must_use]
    pub const fn totp(verified: bool) -> Self {
        Self::timeless(Object::Totp, "totp", Self::verified_or_not(verified))
    }

    /// A code from a list.
    #[must_use]
    pub const fn backup_code(verified: bool) -> Self {
        Self::timeless(Object::BackupCode, "backup_code", Self::verified_or_not(verified))
    }

    /// The word of the backend, which needs no proof.
    #[must_use]
    pub const fn admin() -> Self {
        Self::timeless(Object::Admin, "admin", VerificationStatus::Verified)
    }

    const fn timeless(object: Object, strategy: &'static str, status: VerificationStatus) -> Self {
        Self { object, status, strategy: Strategy::Fixed(strategy), attempts: None, expire_at: None }
    }

    const fn verified_or_not(verified: bool) -> VerificationStatus {
        if verified { VerificationStatus::Verified } else { VerificationStatus::Unverified }
    }
}
