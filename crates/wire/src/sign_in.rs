//! Sign-in attempts.

use serde::Serialize;

use crate::ids::{EmailAddressId, IdentificationId, PhoneNumberId, SessionId, SignInId};
use crate::time::UnixMs;
use crate::verification::Verification;

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInStatus {
    /// Nobody knows yet who wants to sign in.
    NeedsIdentifier,
    /// The user is known and has to prove it.
    NeedsFirstFactor,
    /// And has to prove it in a second way.
    NeedsSecondFactor,
    /// Proved, but on a device that is new to the user, which has to be shown to be theirs.
    NeedsClientTrust,
    /// Proved, but a new password must be set.
    NeedsNewPassword,
    /// There is a session.
    Complete,
    /// Not finished in time.
    Abandoned,
}

/// What a sign-in can start with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// An e-mail address.
    EmailAddress,
    /// A phone number.
    PhoneNumber,
    /// A username.
    Username,
    /// The address of a wallet.
    Web3Wallet,
    /// A passkey, which says itself whose it is.
    Passkey,
}

/// How a user can prove who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorStrategy {
    /// By password.
    Password,
    /// By a code sent by e-mail.
    EmailCode,
    /// By a code sent by e-mail, to set a new password.
    ResetPasswordEmailCode,
    /// By a link sent by e-mail.
    EmailLink,
    /// By a code sent by SMS.
    PhoneCode,
    /// By a code sent by SMS, to set a new password.
    ResetPasswordPhoneCode,
    /// By a ticket from the backend.
    Ticket,
    /// By a code of an authenticator application.
    Totp,
    /// By a code from a list.
    BackupCode,
    /// At Apple.
    OauthApple,
    /// At Google.
    OauthGoogle,
    /// At Facebook.
    OauthFacebook,
    /// At GitHub.
    OauthGithub,
    /// At the provider of tests.
    OauthCustomMock,
    /// By a passkey.
    Passkey,
    /// By a signature of MetaMask.
    Web3MetamaskSignature,
    /// By a signature of Base.
    Web3BaseSignature,
    /// By a signature of Coinbase Wallet.
    Web3CoinbaseWalletSignature,
    /// By a signature of OKX Wallet.
    Web3OkxWalletSignature,
}

impl FactorStrategy {
    /// The strategy of an identity provider, if the contract lets it be listed among a user's factors.
    #[must_use]
    pub fn of_provider(provider: &str) -> Option<Self> {
        match provider {
            "apple" => Some(Self::OauthApple),
            "google" => Some(Self::OauthGoogle),
            "facebook" => Some(Self::OauthFacebook),
            "github" => Some(Self::OauthGithub),
            "custom_mock" => Some(Self::OauthCustomMock),
            _ => None,
        }
    }
}

/// One way in which this user can go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignInFactor {
    /// Which way.
    pub strategy: FactorStrategy,
    /// The identifier with its middle hidden, fit to be shown before the sign-in is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_identifier: Option<String>,
    /// Which address the code goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address_id: Option<EmailAddressId>,
    /// Which number the code goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number_id: Option<PhoneNumberId>,
    /// Which wallet signs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web3_wallet_id: Option<IdentificationId>,
    /// Whether it belongs to the primary identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
    /// Whether it is the one that is offered first among several of its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
}

/// What the sign-in shows of the user it found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignInUserData {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Picture of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// Whether the picture was chosen, not generated.
    pub has_image: bool,
}

/// Whether a user was on a device before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientTrustState {
    /// Nobody has said yet who it is.
    Pending,
    /// Never.
    New,
    /// Before this sign-in.
    Known,
}

/// A sign-in attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "sign_in_attempt")]
pub struct SignIn {
    /// Its id.
    pub id: SignInId,
    /// How far it has come.
    pub status: SignInStatus,
    /// What it can start with on this instance.
    pub supported_identifiers: Vec<Identifier>,
    /// Ways to prove the first factor, once the user is known.
    pub supported_first_factors: Option<Vec<SignInFactor>>,
    /// Ways to prove the second factor, once the first is.
    pub supported_second_factors: Option<Vec<SignInFactor>>,
    /// The proof of the first factor.
    pub first_factor_verification: Option<Verification>,
    /// The proof of the second factor.
    pub second_factor_verification: Option<Verification>,
    /// What it started with.
    pub identifier: Option<String>,
    /// Who was found.
    pub user_data: Option<SignInUserData>,
    /// The session, once complete.
    pub created_session_id: Option<SessionId>,
    /// When it is given up if not finished.
    pub abandon_at: UnixMs,
    /// Whether the user was on this device before.
    pub client_trust_state: Option<ClientTrustState>,
}
