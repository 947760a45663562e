//! Proofs in progress: of a password, of a mailbox, of a ticket.

use nightdesk_wire::{
    ids::{ClientId, EmailAddressId, PhoneNumberId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

use super::{Digest, OauthProof, stored_enum::stored_enum};

/// How something is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    Password,
    EmailCode,
    /// A code sent by e-mail that lets its reader set a new password.
    ResetPasswordEmailCode,
    /// A link sent by e-mail.
    EmailLink,
    /// A code sent by SMS.
    PhoneCode,
    /// A code sent by SMS that lets its reader set a new password.
    ResetPasswordPhoneCode,
    Ticket,
    /// A code of an authenticator application.
    Totp,
    BackupCode,
    /// Vouched for by the backend.
    Admin,
    /// Signed in at an identity provider; which one is in the proof.
    Oauth,
    /// Vouched for by an identity provider.
    FromOauth,
    Passkey,
    /// Signed by a wallet.
    Web3Metamask,
    Web3Base,
    Web3CoinbaseWallet,
    Web3OkxWallet,
}

stored_enum!(Strategy {
    Password = "password",
    EmailCode = "email_code",
    ResetPasswordEmailCode = "reset_password_email_code",
    EmailLink = "email_link",
    PhoneCode = "phone_code",
    ResetPasswordPhoneCode = "reset_password_phone_code",
    Ticket = "ticket",
    Totp = "totp",
    BackupCode = "backup_code",
    Admin = "admin",
    Oauth = "oauth",
    FromOauth = "from_oauth",
    Passkey = "passkey",
    Web3Metamask = "web3_metamask_signature",
    Web3Base = "web3_base_signature",
    Web3CoinbaseWallet = "web3_coinbase_wallet_signature",
    Web3OkxWallet = "web3_okx_wallet_signature",
});

/// Where a verification stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerificationStatus {
    Unverified,
    Verified,
    /// Tried too often.
    Failed,
    Expired,
    /// Proved, but nothing for this kind of attempt: the other kind can take it over.
    Transferable,
}

stored_enum!(VerificationStatus {
    Unverified = "unverified",
    Verified = "verified",
    Failed = "failed",
    Expired = "expired",
    Transferable = "transferable",
});

/// One verification. Stored as JSON inside the thing it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    pub strategy: Strategy,
    pub status: VerificationStatus,
    /// Attempts made.
    #[serde(default)]
    pub attempts: u32,
    /// Codes sent so far, this one and those it replaced.
    #[serde(default)]
    pub codes_sent: u32,
    /// Digest of the code that proves it, while one is out.
    #[serde(default)]
    pub code_digest: Option<Digest>,
    /// The address the code went to.
    #[serde(default)]
    pub email_address_id: Option<EmailAddressId>,
    /// The number the code went to.
    #[serde(default)]
    pub phone_number_id: Option<PhoneNumberId>,
    /// Where a link leads and whence it was asked for.
    #[serde(default)]
    pub link: Option<Link>,
    #[serde(default)]
    pub expire_at: Option<UnixMs>,
    /// What an identity provider is asked and has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oauth: Option<Box<OauthProof>>,
    /// What an authenticator or a wallet is asked, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceremony: Option<Box<Ceremony>>,
}

/// A question to something that signs, and what is needed to judge the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    /// The options of a passkey as JSON text, or the message to a wallet.
    pub asked: String,
    /// The part of a message that is new.
    #[serde(default)]
    pub nonce: Option<String>,
    #[serde(default)]
    pub state: serde_json::Value,
}

/// What a link in an e-mail has beside its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where whoever follows it ends up.
    pub redirect_url: String,
    /// Which client asked for it.
    pub client_id: ClientId,
    /// On which client it was followed, if on a known one.
    #[serde(default)]
    pub followed_at_client: Option<ClientId>,
}

impl Verification {
    /// A verification that nobody has tried yet.
    #[must_use]
    pub const fn new(strategy: Strategy) -> Self {
        Self {
            strategy,
            status: VerificationStatus::Unverified,
            attempts: 0,
            codes_sent: 0,
            code_digest: None,
            email_address_id: None,
            phone_number_id: None,
            link: None,
            expire_at: None,
            oauth: None,
            ceremony: None,
        }
    }

    /// A verification that is done.
    #[must_use]
    pub const fn verified(strategy: Strategy) -> Self {
        let mut verification = Self::new(strategy);
        verification.status = VerificationStatus::Verified;
        verification
    }

    /// The strategy with the provider's name in it, where there is one.
    #[must_use]
    pub fn strategy_name(&self) -> String {
        match &self.oauth {
            Some(proof) => format!("{}_{}", self.strategy.as_str(), proof.provider),
            None => self.strategy.as_str().to_owned(),
        }
    }

    /// Whether the proof was given.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.status == VerificationStatus::Verified
    }

    /// The status at `now`: one that ran out of time reads as expired without a write.
    #[must_use]
    pub fn status_at(&self, now: UnixMs) -> VerificationStatus {
        match self.status {
            VerificationStatus::Unverified if self.expire_at.is_some_and(|at| at <= now) => {
                VerificationStatus::Expired
            }
            status => status,
        }
    }
}
