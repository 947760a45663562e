//! Digests that are slow because a hash is repeated: PBKDF2, phpass and Symfony's own.

use std::num::NonZeroU32;

use aws_lc_rs::{
    digest::{SHA512, digest},
    pbkdf2::{self, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA512},
};

use super::{
    base64, equal,
    plain::{md5, unhex},
};

/// About two seconds. What OWASP recommends for the slowest of the three is below.
const MAX_PBKDF2_ITERATIONS: u32 = 1_500_000;
const MAX_SYMFONY_ITERATIONS: u32 = 1_000_000;
/// A million hashes.
const MAX_PHPASS_LOG2: u32 = 20;
/// Shorter hashes are guessed by chance.
const MIN_HASH_BYTES: usize = 16;
const MAX_HASH_BYTES: usize = 128;

/// `name$iterations$salt$hash`.
pub(in crate::hasher) struct Pbkdf2 {
    algorithm: pbkdf2::Algorithm,
    iterations: NonZeroU32,
    /// Systems differ in whether they hash the salt's text or what it is base64 of; one of these it is.
    salts: Vec<Vec<u8>>,
    hash: Vec<u8>,
}

impl Pbkdf2 {
    pub(super) fn read(name: &str, text: &str) -> Option<Self> {
        Self::read_with(name, text, |salt| {
            std::iter::once(salt.as_bytes().to_vec())
                .chain(base64(salt).filter(|salt| !salt.is_empty()))
                .collect()
        })
    }

    /// With the salt in hexadecimal digits.
    pub(super) fn read_hex(name: &str, text: &str) -> Option<Self> {
        Self::read_with(name, text, |salt| unhex(salt).into_iter().collect())
    }

    fn read_with(name: &str, text: &str, salts: impl Fn(&str) -> Vec<Vec<u8>>) -> Option<Self> {
        let mut parts = text.strip_prefix(name)?.strip_prefix('$')?.split('$');
        let iterations = parts.next()?.parse().ok().and_then(NonZeroU32::new)?;
        let (salts, hash) = (salts(parts.next()?), parts.next()?);
        let hash = unhex(hash).or_else(|| base64(hash))?;
        let bounded = iterations.get() <= MAX_PBKDF2_ITERATIONS
            && (MIN_HASH_BYTES..=MAX_HASH_BYTES).contains(&hash.len());
        let algorithm = match name {
            "pbkdf2_sha1" => PBKDF2_HMAC_SHA1,
            "pbkdf2_sha256" => PBKDF2_HMAC_SHA256,
            _ => PBKDF2_HMAC_SHA512,
        };
        (bounded && !salts.is_empty()).then_some(Self { algorithm, iterations, salts, hash })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        let matches = |salt: &Vec<u8>| {
            pbkdf2::verify(self.algorithm, self.iterations, salt, password, &self.hash).is_ok()
        };
        self.salts.iter().any(matches)
    }
}

/// `$P$`, a digit for the logarithm of the iterations, eight characters of salt, 22 of hash.
pub(in crate::hasher) struct Phpass {
    iterations: u32,
    salt: Vec<u8>,
    hash: String,
}

const DIGITS: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Phpass {
    pub(super) fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("$P$").or_else(|| text.strip_prefix("$H$"))?;
        if rest.len() != 31 || !rest.bytes().all(|byte| DIGITS.contains(&byte)) {
            return None;
        }
        let log2 = DIGITS.iter().position(|digit| *digit == rest.as_bytes()[0])?;
        let log2 = u32::try_from(log2).ok().filter(|log2| *log2 <= MAX_PHPASS_LOG2)?;
        Some(Self { iterations: 1 << log2, salt: rest.as_bytes()[1..9].to_vec(), hash: rest[9..].to_owned() })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        let mut hash = md5(&[&self.salt, password].concat());
        for _ in 0..self.iterations {
            hash = md5(&[&hash, password].concat());
        }
        equal(digits(&hash).as_bytes(), self.hash.as_bytes())
    }
}

/// Base64 of phpass: six bits at a time from the lowest, three bytes at a time.
fn digits(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let value = chunk.iter().rev().fold(0_usize, |value, byte| value << 8 | usize::from(*byte));
        for place in 0..=chunk.len() {
            out.push(char::from(DIGITS[value >> (6 * place) & 0x3f]));
        }
    }
    out
}

/// `sha512_symfony$iterations$salt$hash`: SHA-512 over the password with `{salt}` behind it, again and again.
pub(in crate::hasher) struct Symfony {
    iterations: u32,
    salt: String,
    hash: Vec<u8>,
}

impl Symfony {
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("sha512_symfony$")?.split('$');
        let iterations = parts.next()?.parse().ok()?;
        let (salt, hash) = (parts.next()?.to_owned(), parts.next()?);
        let hash = unhex(hash).or_else(|| base64(hash)).filter(|hash| hash.len() == 64)?;
        (1..=MAX_SYMFONY_ITERATIONS).contains(&iterations).then_some(Self { iterations, salt, hash })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        let salted = match self.salt.as_str() {
            "" => password.to_vec(),
            salt => [password, b"{", salt.as_bytes(), b"}"].concat(),
        };
        let mut hash = digest(&SHA512, &salted);
        for _ in 1..self.iterations {
            hash = digest(&SHA512, &[hash.as_ref(), &salted].concat());
        }
        equal(hash.as_ref(), &self.hash)
    }
}
