//! Wallets of users, the same in both APIs.

use serde::Serialize;

use crate::ids::IdentificationId;
use crate::time::UnixMs;
use crate::verification::Verification;

/// A wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "web3_wallet")]
pub struct Web3Wallet {
    /// Its id.
    pub id: IdentificationId,
    /// Its address.
    pub web3_wallet: String,
    /// How it was or is being proved.
    pub verification: Option<Verification>,
    /// When it was added.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
