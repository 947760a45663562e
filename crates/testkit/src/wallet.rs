//! A wallet of Ethereum: signs messages as its user would.

use k256::ecdsa::SigningKey;
use sha3::{Digest as _, Keccak256};

/// A wallet with one account.
pub struct Wallet(SigningKey);

impl Wallet {
    /// The wallet of a secret; zero is none.
    ///
    /// # Panics
    /// If the secret is zero.
    #[must_use]
    pub fn new(secret: u8) -> Self {
        Self(SigningKey::from_slice(&[secret; 32]).expect("a number in range"))
    }

    /// The address, in lower case.
    #[must_use]
    pub fn address(&self) -> String {
        let point = self.0.verifying_key().to_sec1_point(false);
        format!("0x{}", hex(&Keccak256::digest(&point.as_bytes()[1..])[12..]))
    }

    /// The signature over a message (EIP-191).
    #[must_use]
    pub fn sign(&self, message: &str) -> String {
        let prefix = format!("\x19Ethereum Signed Message:\n{}", message.len());
        let hash = Keccak256::new().chain_update(prefix).chain_update(message).finalize();
        let (signature, recovery) = self.0.sign_prehash_recoverable(&hash);
        format!("0x{}{:02x}", hex(&signature.to_bytes()), recovery.to_byte() + 27)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
