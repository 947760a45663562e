//! Digests of scrypt, as Werkzeug and Firebase write them.

use aws_lc_rs::{
    cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey},
    iv::FixedLength,
};
use scrypt::{Params, scrypt};

use super::{base64, equal, plain::unhex};

/// 256 MiB, as for argon2.
const MAX_MEMORY_BYTES: u64 = 256 * 1024 * 1024;
/// `p` multiplies the time.
const MAX_PARALLELISM: u32 = 4;
const AES_KEY_BYTES: usize = 32;

fn params(log2_n: u8, r: u32, p: u32) -> Option<Params> {
    let memory = 1_u64.checked_shl(log2_n.into())?.checked_mul(u64::from(r))?.checked_mul(128)?;
    let bounded = memory <= MAX_MEMORY_BYTES && p <= MAX_PARALLELISM;
    Params::new(log2_n, r, p, Params::RECOMMENDED_LEN).ok().filter(|_| bounded)
}

/// `scrypt:N:r:p$salt$hash`.
pub(in crate::hasher) struct Werkzeug {
    params: Params,
    salt: String,
    hash: Vec<u8>,
}

impl Werkzeug {
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("scrypt:")?.split('$');
        let mut costs = parts.next()?.split(':').map(|cost| cost.parse::<u32>().ok());
        let (n, r, p) = (costs.next()??, costs.next()??, costs.next()??);
        let log2_n = u8::try_from(n.checked_ilog2()?).ok().filter(|_| n.is_power_of_two())?;
        let (salt, hash) = (parts.next()?.to_owned(), unhex(parts.next()?)?);
        let params = params(log2_n, r, p).filter(|_| (16..=64).contains(&hash.len()))?;
        Some(Self { params, salt, hash })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        let mut hash = vec![0; self.hash.len()];
        let derived = scrypt(password, self.salt.as_bytes(), &self.params, &mut hash);
        derived.is_ok() && equal(&hash, &self.hash)
    }
}

/// `hash$salt$signer key$salt separator$rounds$memory cost`: scrypt makes a key, and the hash is the signer key
/// encrypted by it.
pub(in crate::hasher) struct Firebase {
    params: Params,
    salt: Vec<u8>,
    signer_key: Vec<u8>,
    hash: Vec<u8>,
}

impl Firebase {
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('$');
        let (hash, mut salt) = (base64(parts.next()?)?, base64(parts.next()?)?);
        let signer_key = base64(parts.next()?)?;
        salt.extend(base64(parts.next()?)?);
        let (rounds, log2_memory) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let params = params(log2_memory, rounds, 1)?;
        let whole = hash.len() >= AES_KEY_BYTES && hash.len() == signer_key.len();
        whole.then_some(Self { params, salt, signer_key, hash })
    }

    pub(super) fn matches(&self, password: &[u8]) -> bool {
        let mut key = [0; 2 * AES_KEY_BYTES];
        if scrypt(password, &self.salt, &self.params, &mut key).is_err() {
            return false;
        }
        let mut made = self.signer_key.clone();
        let zero = EncryptionContext::Iv128(FixedLength::from([0; 16]));
        let key = UnboundCipherKey::new(&AES_256, &key[..AES_KEY_BYTES]).and_then(EncryptingKey::ctr);
        let encrypted = key.and_then(|key| key.less_safe_encrypt(&mut made, zero));
        encrypted.is_ok() && equal(&made, &self.hash)
    }
}
