//! HS256: HMAC with SHA-256 (RFC 7518 section 3.2).

use std::fmt;

use aws_lc_rs::hmac;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::compact::{append_signature, open, signing_input};
use crate::{Header, KeyError, SignError, Verified, VerifyError};

const ALG: &str = "HS256";

/// A secret that both makes and checks tokens.
#[derive(Clone)]
pub struct HmacKey {
    key: hmac::Key,
}

impl HmacKey {
    /// Takes a secret of at least 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError::TooShort`] for less.
    pub fn new(secret: &[u8]) -> Result<Self, KeyError> {
        if secret.len() < 32 {
            return Err(KeyError::TooShort);
        }
        Ok(Self { key: hmac::Key::new(hmac::HMAC_SHA256, secret) })
    }

    /// Signs `claims` and returns the token.
    ///
    /// # Errors
    /// [`SignError::Json`] if the claims have no JSON form.
    pub fn sign(&self, header: &Header, claims: &impl Serialize) -> Result<String, SignError> {
        let mut token = signing_input(ALG, header, claims)?;
        let tag = hmac::sign(&self.key, token.as_bytes());
        append_signature(&mut token, tag.as_ref());
        Ok(token)
    }

    /// Checks a token in constant time and reads its claims.
    ///
    /// # Errors
    /// [`VerifyError`], with the first thing that is wrong.
    pub fn verify<C: DeserializeOwned>(&self, token: &str) -> Result<Verified<C>, VerifyError> {
        open(token, ALG, |input, tag| hmac::verify(&self.key, input, tag).is_ok())
    }
}

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmacKey(..)")
    }
}
