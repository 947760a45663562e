//! What users are known by beside addresses: accounts at identity providers, passkeys, wallets.

use nightdesk_wire::{
    ids::{IdentificationId, InstanceId, UserId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

use super::{OauthIdentity, Verification, stored_enum::stored_enum};

/// One thing a user is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identification {
    pub id: IdentificationId,
    pub instance_id: InstanceId,
    pub user_id: UserId,
    /// What it is found by, unique among those of its kind in the instance. `None` until it is proved: something merely
    /// claimed must not keep its owner out.
    pub subject: Option<String>,
    pub details: IdentificationDetails,
    /// How it was or is being proved. Stored as JSON.
    pub verification: Option<Verification>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// What is known of it. Stored as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentificationDetails {
    ExternalAccount(Box<OauthIdentity>),
    Passkey(Box<Passkey>),
    /// The address, with its checksum.
    Web3Wallet(String),
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// What its user calls it.
    pub name: String,
    #[serde(default)]
    pub last_used_at: Option<UnixMs>,
    /// Its public key and what else is needed to verify it; none until it is proved.
    #[serde(default)]
    pub credential: Option<serde_json::Value>,
}

/// Of which kind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentificationKind {
    ExternalAccount,
    Passkey,
    Web3Wallet,
}

stored_enum!(IdentificationKind {
    ExternalAccount = "external_account",
    Passkey = "passkey",
    Web3Wallet = "web3_wallet",
});

impl IdentificationDetails {
    /// The kind, as it is stored beside the details.
    #[must_use]
    pub const fn kind(&self) -> IdentificationKind {
        match self {
            Self::ExternalAccount(_) => IdentificationKind::ExternalAccount,
            Self::Passkey(_) => IdentificationKind::Passkey,
            Self::Web3Wallet(_) => IdentificationKind::Web3Wallet,
        }
    }
}

impl Identification {
    /// Whether it was proved to be the user's.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.subject.is_some() && self.verification.as_ref().is_some_and(Verification::is_verified)
    }

    /// The account, if it is one at an identity provider.
    #[must_use]
    pub const fn external_account(&self) -> Option<&OauthIdentity> {
        match &self.details {
            IdentificationDetails::ExternalAccount(identity) => Some(identity),
            IdentificationDetails::Passkey(_) | IdentificationDetails::Web3Wallet(_) => None,
        }
    }

    /// The passkey, if it is one.
    #[must_use]
    pub const fn passkey(&self) -> Option<&Passkey> {
        match &self.details {
            IdentificationDetails::Passkey(passkey) => Some(passkey),
            IdentificationDetails::ExternalAccount(_) | IdentificationDetails::Web3Wallet(_) => None,
        }
    }

    /// The address of the wallet, if it is one.
    #[must_use]
    pub const fn web3_wallet(&self) -> Option<&str> {
        match &self.details {
            IdentificationDetails::Web3Wallet(address) => Some(address.as_str()),
            IdentificationDetails::ExternalAccount(_) | IdentificationDetails::Passkey(_) => None,
        }
    }
}
