//! Sign-up attempts.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ids::{SessionId, SignUpId, UserId};
use crate::time::UnixMs;
use crate::verification::Verification;

/// How far a sign-up has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpStatus {
    /// Fields are missing or unverified.
    MissingRequirements,
    /// There is a user and a session.
    Complete,
    /// Not finished in time.
    Abandoned,
}

/// What the client has to do next for a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NextAction {
    /// Ask for a code.
    NeedsPrepare,
    /// Send the code.
    NeedsAttempt,
    /// Nothing.
    #[serde(rename = "")]
    None,
}

/// A verification during sign-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignUpVerification {
    /// Its state.
    #[serde(flatten)]
    pub verification: Verification,
    /// What comes next.
    pub next_action: NextAction,
    /// Ways to verify, for example `email_code`.
    pub supported_strategies: Vec<&'static str>,
}

/// The verifications of a sign-up, `null` where nothing needs one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignUpVerifications {
    /// Of the e-mail address.
    pub email_address: Option<SignUpVerification>,
    /// Of the phone number.
    pub phone_number: Option<SignUpVerification>,
    /// Of the wallet.
    pub web3_wallet: Option<SignUpVerification>,
    /// Of an account at an identity provider, or of a ticket.
    pub external_account: Option<Verification>,
}

/// A sign-up attempt.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "sign_up_attempt")]
pub struct SignUp {
    /// Its id.
    pub id: SignUpId,
    /// How far it has come.
    pub status: SignUpStatus,
    /// Fields that must be there on this instance.
    pub required_fields: Vec<&'static str>,
    /// Fields that may be there.
    pub optional_fields: Vec<&'static str>,
    /// Required fields that are not there yet.
    pub missing_fields: Vec<&'static str>,
    /// Fields that are there and not verified yet.
    pub unverified_fields: Vec<&'static str>,
    /// What runs to verify them.
    pub verifications: SignUpVerifications,
    /// The username.
    pub username: Option<String>,
    /// The e-mail address.
    pub email_address: Option<String>,
    /// The phone number.
    pub phone_number: Option<String>,
    /// The wallet.
    pub web3_wallet: Option<String>,
    /// Whether a password was given, as the contract names it.
    pub password_enabled: bool,
    /// Whether a password was given, as the SDKs of the Frontend API read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_password: Option<bool>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Metadata that the user-to-be may write.
    pub unsafe_metadata: Map<String, Value>,
    /// Metadata that a ticket brought along.
    pub public_metadata: Map<String, Value>,
    /// Whether the application does something of its own on sign-up.
    pub custom_action: bool,
    /// What another system calls this user.
    pub external_id: Option<String>,
    /// The session, once complete.
    pub created_session_id: Option<SessionId>,
    /// The user, once complete.
    pub created_user_id: Option<UserId>,
    /// When it is given up if not finished.
    pub abandon_at: UnixMs,
    /// When the terms were agreed to.
    pub legal_accepted_at: Option<UnixMs>,
}
