//! Argon2, in memory that is used again.

use std::sync::{Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Block, Params, PasswordHash, Version,
    password_hash::{self, Output, Salt, SaltString},
};

/// Hashes by argon2, and checks its digests.
pub(super) struct Argon {
    argon2: Argon2<'static>,
    memory: Memory,
}

impl Argon {
    pub(super) fn new(params: Params) -> Self {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Self { argon2, memory: Memory::default() }
    }

    /// The digest of a password, as a PHC string.
    pub(super) fn hash(&self, password: &str, salt: &[u8]) -> password_hash::Result<String> {
        let salt = SaltString::encode_b64(salt)?;
        let params = self.argon2.params();
        let output = self.memory.lend(params.block_count(), |blocks| {
            output(&self.argon2, blocks, password, salt.as_salt(), Params::DEFAULT_OUTPUT_LEN)
        })?;
        let digest = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: params.try_into()?,
            salt: Some(salt.as_salt()),
            hash: Some(output),
        };
        Ok(digest.to_string())
    }

    /// Whether a password has this digest, which may be one from elsewhere with other settings.
    pub(super) fn verify(&self, password: &str, digest: &str) -> password_hash::Result<bool> {
        let digest = PasswordHash::new(digest)?;
        let (Some(salt), Some(hash)) = (digest.salt, digest.hash) else { return Ok(false) };
        let version = digest.version.map(Version::try_from).transpose()?.unwrap_or_default();
        let argon2 = Argon2::new(digest.algorithm.try_into()?, version, Params::try_from(&digest)?);
        let blocks = argon2.params().block_count();
        let output = |blocks: &mut [Block]| output(&argon2, blocks, password, salt, hash.len());
        let found = if blocks <= self.argon2.params().block_count() {
            self.memory.lend(blocks, output)?
        } else {
            // What a costlier one takes is not kept.
            output(&mut vec![Block::new(); blocks])?
        };
        // In constant time.
        Ok(found == hash)
    }
}

/// Where passwords are hashed, a few at a time. It is kept: an allocator would keep as much for every thread that ever hashed
/// one, or fetch it from the system anew each time, which costs a tenth of the hash.
#[derive(Default)]
struct Memory(Mutex<Vec<Vec<Block>>>);

impl Memory {
    /// Works in a memory of so many blocks, the content of which means nothing.
    fn lend<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let idle = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memory = idle().pop().unwrap_or_default();
        if memory.len() < blocks {
            memory.resize(blocks, Block::new());
        }
        let came = work(&mut memory[..blocks]);
        idle().push(memory);
        came
    }
}

fn output(
    argon2: &Argon2<'_>,
    memory: &mut [Block],
    password: &str,
    salt: Salt<'_>,
    length: usize,
) -> password_hash::Result<Output> {
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes)?;
    Output::init_with(length, |output| {
        Ok(argon2.hash_password_into_with_memory(password.as_bytes(), salt, output, memory)?)
    })
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher as _, PasswordVerifier as _};

    use super::*;

    fn library(kib: u32) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params(kib))
    }

    fn params(kib: u32) -> Params {
        Params::new(kib, 1, 1, None).unwrap()
    }

    #[test]
    fn digests_are_those_of_the_library_in_both_directions() {
        let argon = Argon::new(params(64));
        let ours = argon.hash("correct horse", b"sixteen bytes ok").unwrap();
        let salt = SaltString::encode_b64(b"sixteen bytes ok").unwrap();
        let theirs = library(64).hash_password(b"correct horse", &salt).unwrap();
        assert_eq!(ours, theirs.to_string());
        assert!(library(64).verify_password(b"correct horse", &PasswordHash::new(&ours).unwrap()).is_ok());
        assert!(argon.verify("correct horse", &ours).unwrap());
        assert!(!argon.verify("wrong horse", &ours).unwrap());
    }

    #[test]
    fn memory_that_was_used_before_changes_nothing_and_a_digest_may_need_more_or_less() {
        let argon = Argon::new(params(64));
        let salt = SaltString::encode_b64(b"sixteen bytes ok").unwrap();
        for kib in [64, 8, 64, 256, 32] {
            let digest = library(kib).hash_password(b"correct horse", &salt).unwrap().to_string();
            assert!(argon.verify("correct horse", &digest).unwrap(), "{kib} KiB");
            assert!(!argon.verify("Correct horse", &digest).unwrap(), "{kib} KiB");
        }
        let kept = argon.memory.0.into_inner().unwrap();
        assert_eq!(
            kept.iter().map(Vec::len).collect::<Vec<_>>(),
            [64],
            "what a costlier digest took is not kept"
        );
    }
}
