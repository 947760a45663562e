//! Digests of a single hash. They are quick to guess, which is why they go with the first sign-in.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use md5::{Digest as _, Md5};

use super::{base64, equal};

const SHA1_BYTES: usize = 20;

/// A hash of the password and nothing else.
pub(in crate::hasher) struct Plain {
    hash: Vec<u8>,
    of: fn(&[u8]) -> Vec<u8>,
}

impl Plain {
    /// 32 hexadecimal digits.
    pub(super) fn md5(text: &str) -> Option<Self> {
        Some(Self { hash: unhex(text).filter(|hash| hash.len() == 16)?, of: md5 })
    }

    /// 64 hexadecimal digits.
    pub(super) fn sha256(text: &str) -> Option<Self> {
        Some(Self { hash: unhex(text).filter(|hash| hash.len() == 32)?, of: sha256 })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        equal(&(self.of)(password), &self.hash)
    }
}

/// SHA-1 of the password and a salt behind it.
pub(in crate::hasher) struct Salted {
    hash: Vec<u8>,
    salt: Vec<u8>,
}

impl Salted {
    /// `{SSHA}` and base64 of the hash with the salt behind it.
    pub(super) fn ssha(text: &str) -> Option<Self> {
        let mut hash = base64(text.strip_prefix("{SSHA}")?)?;
        let salt = (hash.len() > SHA1_BYTES).then(|| hash.split_off(SHA1_BYTES))?;
        Some(Self { hash, salt })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        let salted = [password, &self.salt].concat();
        equal(digest(&SHA1_FOR_LEGACY_USE_ONLY, &salted).as_ref(), &self.hash)
    }
}

pub(super) fn md5(bytes: &[u8]) -> Vec<u8> {
    Md5::digest(bytes).to_vec()
}

pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads hexadecimal digits of either case.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
