//! Values that must not be printed, and values of which only a digest is kept.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text that never shows in logs or debug output.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself; every call is a place to review.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// SHA-256 of a high-entropy secret, as lower-case hex: enough to recognise it, useless to whoever reads the table.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of a secret.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        use sha2::Digest as _;
        let hash = sha2::Sha256::digest(secret.as_bytes());
        Self(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Takes a digest as it was stored.
    pub fn from_stored(hex: impl Into<String>) -> Self {
        Self(hex.into())
    }

    /// The hex text, as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the digest of `secret`, in time that does not depend on where they differ.
    #[must_use]
    pub fn matches(&self, secret: &str) -> bool {
        use subtle::ConstantTimeEq as _;
        Self::of(secret).0.as_bytes().ct_eq(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_matches_its_own_secret_only() {
        let digest = Digest::of("sk_test_one");
        assert!(digest.matches("sk_test_one"));
        assert!(!digest.matches("sk_test_two"));
        assert_eq!(digest.as_str().len(), 64);
    }

    #[test]
    fn secrets_do_not_print() {
        let printed = format!("{:?} {:?}", Secret::new("hush"), Digest::of("hush"));
        assert_eq!(printed, "Secret(..) Digest(..)");
    }
}
