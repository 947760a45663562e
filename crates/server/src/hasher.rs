//! Password hashing: argon2id on blocking threads, a few at a time. Digests that came from elsewhere are checked as well.

mod argon;
mod imported;

use std::{str::FromStr as _, sync::Arc};

use argon2::{Algorithm, MIN_SALT_LEN, Params, PasswordHash, Version, password_hash::Salt};
use nightdesk_auth::{Rng, model::Secret, password::PasswordCheck, rng};
use tokio::sync::Semaphore;

use self::argon::Argon;
use crate::config::HashCost;

/// Of the settings that OWASP holds equally strong, the one that takes least memory: each password that is being
/// checked holds all of it.
const STANDARD_KIB: u32 = 7 * 1024;
const STANDARD_PASSES: u32 = 5;

/// About two seconds of work per attempt. A costlier digest would let anybody keep the server busy by signing in.
const MAX_BCRYPT_COST: u32 = 14;
/// Below, there is no bcrypt.
const LEAST_BCRYPT_COST: u32 = 4;
/// Likewise: 256 MiB, and a few passes over it.
const MAX_ARGON2_KIB: u32 = 256 * 1024;
const MAX_ARGON2_PASSES: u32 = 10;

/// Why a password could not be hashed or checked. Nothing about the password is wrong then.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    #[error("a password could not be hashed: {0}")]
    Algorithm(String),
    #[error("the hashing thread ended early")]
    Interrupted,
}

/// Why a digest from elsewhere is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotADigest {
    /// The algorithm is none that is known here.
    UnknownAlgorithm,
    /// The digest is none of the algorithm, or costs too much to check.
    Unreadable,
}

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    slots: Arc<Semaphore>,
    argon: Arc<Argon>,
}

impl Hasher {
    /// A hasher that works on at most `concurrency` passwords at once; more wait their turn.
    ///
    /// # Errors
    /// [`HashError`] if the algorithm does not run here.
    pub fn new(concurrency: usize, cost: HashCost) -> Result<Self, HashError> {
        let params = match cost {
            HashCost::Standard => Params::new(STANDARD_KIB, STANDARD_PASSES, 1, None),
            HashCost::Least => Params::new(Params::MIN_M_COST, 1, 1, None),
        };
        let argon = Argon::new(params.map_err(algorithm)?);
        Ok(Self { slots: Arc::new(Semaphore::new(concurrency.max(1))), argon: Arc::new(argon) })
    }

    /// The digest to store for a password.
    ///
    /// # Errors
    /// [`HashError`] if that fails for no fault of the password's.
    pub async fn hash(&self, password: &str, rng: &dyn Rng) -> Result<Secret, HashError> {
        let salt: [u8; 16] = rng::bytes(rng);
        let (argon, password) = (Arc::clone(&self.argon), password.to_owned());
        let digest = self.run(move || argon.hash(&password, &salt)).await?;
        digest.map(Secret::new).map_err(algorithm)
    }

    /// Compares a password with a digest. Without a digest the answer is "wrong", after the same work.
    ///
    /// # Errors
    /// [`HashError`] if that fails for no fault of the password's.
    pub async fn check(&self, password: &str, digest: Option<&Secret>) -> Result<PasswordCheck, HashError> {
        let digest = digest.map(|digest| digest.expose().to_owned());
        let (argon, password) = (Arc::clone(&self.argon), password.to_owned());
        let check = move || match digest {
            Some(digest) => verify(&argon, &password, &digest),
            None => argon.hash(&password, &[0; 16]).map(|_| false).map_err(algorithm),
        };
        Ok(if self.run(check).await?? { PasswordCheck::Right } else { PasswordCheck::Wrong })
    }

    /// The form in which a digest from elsewhere is stored, so that [`Hasher::check`] can work with it.
    ///
    /// # Errors
    /// [`NotADigest`] says whether the algorithm or the digest is the trouble.
    pub fn import(&self, algorithm: &str, digest: &str) -> Result<Secret, NotADigest> {
        let stored = match algorithm {
            "bcrypt" => bcrypt_within_bounds(digest).map(str::to_owned),
            "argon2i" | "argon2id" => argon2_within_bounds(digest).map(str::to_owned),
            name if imported::NAMES.contains(&name) => imported::stored(name, digest),
            _ => return Err(NotADigest::UnknownAlgorithm),
        };
        stored.map(Secret::new).ok_or(NotADigest::Unreadable)
    }

    /// Whether a digest is of the kind that [`Hasher::hash`] makes. The others are replaced when their password is seen.
    #[must_use]
    pub fn is_own(&self, digest: &Secret) -> bool {
        digest.expose().starts_with("$argon2id$")
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(|_| HashError::Interrupted)?;
        let work = move || {
            // Held by the work, not by the request: a caller who hangs up must not free a slot that is still in use.
            let _slot = slot;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| HashError::Interrupted)
    }
}

/// The digest if it is one of bcrypt that can be checked, and does not keep the server busy for long.
fn bcrypt_within_bounds(digest: &str) -> Option<&str> {
    let cost = bcrypt::HashParts::from_str(digest).map(|parts| parts.get_cost()).ok()?;
    // Salt and hash are only read when a password is tried. At the least cost that takes a millisecond.
    let cheapest = format!("{}{LEAST_BCRYPT_COST:02}{}", digest.get(..4)?, digest.get(6..)?);
    let is_readable = is_bcrypt(digest) && bcrypt::verify("", &cheapest).is_ok();
    (is_readable && (LEAST_BCRYPT_COST..=MAX_BCRYPT_COST).contains(&cost)).then_some(digest)
}

/// Likewise, for a PHC string of argon2.
fn argon2_within_bounds(digest: &str) -> Option<&str> {
    let parsed = PasswordHash::new(digest).ok()?;
    let params = Params::try_from(&parsed).ok()?;
    let whole =
        Algorithm::try_from(parsed.algorithm).is_ok() && parsed.salt.is_some() && parsed.hash.is_some();
    let bounded = params.m_cost() <= MAX_ARGON2_KIB && params.t_cost() <= MAX_ARGON2_PASSES;
    let mut salt = [0; Salt::MAX_LENGTH];
    let is_readable = parsed.salt?.decode_b64(&mut salt).ok()?.len() >= MIN_SALT_LEN
        && parsed.version.is_none_or(|version| Version::try_from(version).is_ok());
    (whole && bounded && is_readable).then_some(digest)
}

fn verify(argon: &Argon, password: &str, digest: &str) -> Result<bool, HashError> {
    if let Some(imported) = imported::parse(digest) {
        return Ok(imported.matches(password));
    }
    if is_bcrypt(digest) {
        return bcrypt::verify(password, digest).map_err(algorithm);
    }
    argon.verify(password, digest).map_err(algorithm)
}

/// Digests of bcrypt start with `$2a$`, `$2b$` or `$2y$`; the others name their algorithm.
fn is_bcrypt(digest: &str) -> bool {
    digest.starts_with("$2")
}

fn algorithm(error: impl ToString) -> HashError {
    HashError::Algorithm(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::SystemRng;

    #[tokio::test]
    async fn a_password_matches_its_own_digest_only() {
        let hasher = Hasher::new(1, HashCost::Least).unwrap();
        let digest = hasher.hash("correct horse", &SystemRng).await.unwrap();
        assert!(digest.expose().starts_with("$argon2id$"));
        assert_eq!(hasher.check("correct horse", Some(&digest)).await.unwrap(), PasswordCheck::Right);
        assert_eq!(hasher.check("wrong horse", Some(&digest)).await.unwrap(), PasswordCheck::Wrong);
    }

    #[tokio::test]
    async fn without_a_digest_no_password_is_right() {
        let hasher = Hasher::new(1, HashCost::Least).unwrap();
        assert_eq!(hasher.check("correct horse", None).await.unwrap(), PasswordCheck::Wrong);
    }

    #[test]
    fn digests_that_no_password_could_be_held_against_are_not_taken() {
        let hasher = Hasher::new(1, HashCost::Least).unwrap();
        let good = "$2b$04$LvlP5f2V4XbMzjQXcHNkLOtT0fLJAWHvPFBgnkWHHeBsCKbO/Lu0y";
        assert!(hasher.import("bcrypt", good).is_ok());
        let salt_of_seven_bytes =
            "$argon2i$v=19$m=64,t=2,p=1$c2FsdHNhbA$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
        for (algorithm, digest) in [
            ("bcrypt", good.replace("Lvl", "L!l")),
            // The last character of a salt has four bits that mean nothing, and are zero.
            ("bcrypt", good.replace("kLOtT", "kLPtT")),
            ("bcrypt", good.replace("$04$", "$03$")),
            ("bcrypt", good.replace("$2b$", "$2z$")),
            ("argon2i", salt_of_seven_bytes.to_owned()),
            ("argon2i", salt_of_seven_bytes.replace("c2FsdHNhbA", "c2FsdHNhbHQ").replace("v=19", "v=7")),
        ] {
            assert_eq!(hasher.import(algorithm, &digest), Err(NotADigest::Unreadable), "{digest}");
        }
    }
}
