//! Wallets.

use nightdesk_auth::model::Identification;
use nightdesk_wire::{time::UnixMs, web3_wallet::Web3Wallet};

use super::verification::verification;

/// A wallet; `None` for what is none.
pub(crate) fn web3_wallet(stored: &Identification, now: UnixMs) -> Option<Web3Wallet> {
    Some(Web3Wallet {
        id: stored.id.clone(),
        web3_wallet: stored.web3_wallet()?.to_owned(),
        verification: stored.verification.as_ref().map(|proof| verification(proof, now)),
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    })
}
