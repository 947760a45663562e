//! Verifications: the proof of an identifier or a factor, running or done.
//!
//! The contracts describe a dozen variants that differ in what may be `null`.
//! The constructors are the only way to make one, so each variant keeps to its
//! rules; `object` tells them apart.

use serde::Serialize;

use crate::error::Error;
use crate::ids::ClientId;
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
    /// Proved, but of nobody with an account, or of somebody who has one: the other kind of attempt can go on with it.
    Transferable,
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
    #[serde(rename = "verification_email_link")]
    EmailLink,
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
    #[serde(rename = "verification_oauth")]
    Oauth,
    #[serde(rename = "verification_from_oauth")]
    FromOauth,
    #[serde(rename = "verification_passkey")]
    Passkey,
    #[serde(rename = "verification_web3")]
    Web3,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Strategy {
    Otp(OtpStrategy),
    Fixed(&'static str),
    /// Has a provider's name in it.
    Named(String),
}

/// The state of a verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    object: Object,
    status: VerificationStatus,
    strategy: Strategy,
    attempts: Option<u32>,
    expire_at: Option<UnixMs>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_verification_redirect_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Box<Error>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified_at_client: Option<ClientId>,
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
        let mut otp = Self::timeless(Object::Otp, Strategy::Otp(strategy), status);
        otp.attempts = Some(attempts);
        otp.expire_at = Some(expire_at);
        otp
    }

    /// A link that was sent out. `verified_at_client` is where it was followed.
    #[must_use]
    pub fn email_link(
        status: VerificationStatus,
        expire_at: UnixMs,
        verified_at_client: Option<ClientId>,
    ) -> Self {
        let mut link = Self::timeless(Object::EmailLink, Strategy::Fixed("email_link"), status);
        link.expire_at = Some(expire_at);
        link.verified_at_client = verified_at_client;
        link
    }

    /// A password, which is right or not yet right.
    #[must_use]
    pub const fn password(verified: bool) -> Self {
        Self::timeless(Object::Password, Strategy::Fixed("password"), Self::verified_or_not(verified))
    }

    /// A ticket made by the backend.
    #[must_use]
    pub const fn ticket(verified: bool) -> Self {
        Self::timeless(Object::Ticket, Strategy::Fixed("ticket"), Self::verified_or_not(verified))
    }

    /// A code of an authenticator application.
    #[must_use]
    pub const fn totp(verified: bool) -> Self {
        Self::timeless(Object::Totp, Strategy::Fixed("totp"), Self::verified_or_not(verified))
    }

    /// A code from a list.
    #[must_use]
    pub const fn backup_code(verified: bool) -> Self {
        Self::timeless(Object::BackupCode, Strategy::Fixed("backup_code"), Self::verified_or_not(verified))
    }

    /// The word of the backend, which needs no proof.
    #[must_use]
    pub const fn admin() -> Self {
        Self::timeless(Object::Admin, Strategy::Fixed("admin"), VerificationStatus::Verified)
    }

    /// A sign-in at an identity provider. `strategy` is `oauth_` and the provider's name, `redirect_url` the provider's
    /// page.
    #[must_use]
    pub fn oauth(
        strategy: String,
        status: VerificationStatus,
        redirect_url: Option<String>,
        error: Option<Error>,
        expire_at: UnixMs,
    ) -> Self {
        let mut oauth = Self::timeless(Object::Oauth, Strategy::Named(strategy), status);
        oauth.external_verification_redirect_url = redirect_url;
        oauth.error = error.map(Box::new);
        oauth.expire_at = Some(expire_at);
        oauth
    }

    /// The word of an identity provider about an address. `strategy` is `from_oauth_` and the provider's name.
    #[must_use]
    pub const fn from_oauth(strategy: String) -> Self {
        Self::timeless(Object::FromOauth, Strategy::Named(strategy), VerificationStatus::Verified)
    }

    /// A passkey. `nonce` is what the authenticator is asked, as JSON text.
    #[must_use]
    pub fn passkey(status: VerificationStatus, nonce: Option<String>, expire_at: Option<UnixMs>) -> Self {
        let mut passkey = Self::timeless(Object::Passkey, Strategy::Fixed("passkey"), status);
        passkey.nonce = nonce;
        passkey.expire_at = expire_at;
        passkey
    }

    /// A signature by a wallet. `message` is what the wallet is asked to sign, `nonce` the part of it that is new.
    #[must_use]
    pub fn web3(
        strategy: &'static str,
        status: VerificationStatus,
        nonce: Option<String>,
        message: Option<String>,
        expire_at: Option<UnixMs>,
    ) -> Self {
        let mut web3 = Self::timeless(Object::Web3, Strategy::Fixed(strategy), status);
        web3.nonce = nonce;
        web3.message = message;
        web3.expire_at = expire_at;
        web3
    }

    const fn timeless(object: Object, strategy: Strategy, status: VerificationStatus) -> Self {
        Self {
            object,
            status,
            strategy,
            attempts: None,
            expire_at: None,
            external_verification_redirect_url: None,
            error: None,
            nonce: None,
            message: None,
            verified_at_client: None,
        }
    }

    const fn verified_or_not(verified: bool) -> VerificationStatus {
        if verified { VerificationStatus::Verified } else { VerificationStatus::Unverified }
    }
}
