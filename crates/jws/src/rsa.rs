//! RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 section 3.3).

use std::fmt;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeySize, PublicKey};
use aws_lc_rs::signature::{
    KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair,
    RsaPublicKeyComponents,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::compact::{append_signature, open, signing_input};
use crate::{Header, Jwk, KeyError, SignError, Verified, VerifyError, pem};

const ALG: &str = "RS256";
const PRIVATE_LABEL: &str = "PRIVATE KEY";
const PUBLIC_LABEL: &str = "PUBLIC KEY";

/// An RSA private key, parsed once: parsing costs more than signing.
pub struct SigningKey {
    pair: RsaKeyPair,
}

impl SigningKey {
    /// Makes a key of 2048 bits with the exponent 65537, the one form that
    /// every official verifier can load.
    ///
    /// # Errors
    /// [`KeyError::Rejected`] if the system has no randomness.
    pub fn generate() -> Result<Self, KeyError> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Rejected)?;
        Ok(Self { pair })
    }

    /// Reads a PKCS#8 private key in PEM form.
    ///
    /// # Errors
    /// [`KeyError`] if it is not PEM or not such a key.
    pub fn from_pkcs8_pem(text: &str) -> Result<Self, KeyError> {
        let der = pem::decode(PRIVATE_LABEL, text)?;
        let pair = RsaKeyPair::from_pkcs8(&der).map_err(|_| KeyError::Rejected)?;
        Ok(Self { pair })
    }

    /// The key as PKCS#8 in PEM form. Secret.
    ///
    /// # Errors
    /// [`KeyError::Rejected`] if the library cannot encode it.
    pub fn to_pkcs8_pem(&self) -> Result<String, KeyError> {
        let der = self.pair.as_der().map_err(|_| KeyError::Rejected)?;
        Ok(pem::encode(PRIVATE_LABEL, der.as_ref()))
    }

    /// The public half as SubjectPublicKeyInfo in PEM form, which backends take
    /// to verify tokens without the network.
    ///
    /// # Errors
    /// [`KeyError::Rejected`] if the library cannot encode it.
    pub fn public_key_pem(&self) -> Result<String, KeyError> {
        let der = self.pair.public_key().as_der().map_err(|_| KeyError::Rejected)?;
        Ok(pem::encode(PUBLIC_LABEL, der.as_ref()))
    }

    /// The public half as JWK named `kid`.
    #[must_use]
    pub fn jwk(&self, kid: &str) -> Jwk {
        let public = self.pair.public_key();
        Jwk::rsa(
            kid,
            public.modulus().big_endian_without_leading_zero(),
            public.exponent().big_endian_without_leading_zero(),
        )
    }

    /// The key that verifies what this one signs.
    ///
    /// # Errors
    /// [`KeyError::Rejected`] if the library cannot take its own key back.
    pub fn verifying_key(&self) -> Result<VerifyingKey, KeyError> {
        VerifyingKey::from_der(self.pair.public_key().as_ref())
    }

    /// Signs `claims` and returns the token.
    ///
    /// # Errors
    /// [`SignError`] if the claims have no JSON form or the library fails.
    pub fn sign(&self, header: &Header, claims: &impl Serialize) -> Result<String, SignError> {
        let mut token = signing_input(ALG, header, claims)?;
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), token.as_bytes(), &mut signature)
            .map_err(|_| SignError::Crypto)?;
        append_signature(&mut token, &signature);
        Ok(token)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// An RSA public key, parsed once.
#[derive(Clone)]
pub struct VerifyingKey {
    key: ParsedPublicKey,
}

impl VerifyingKey {
    /// Reads a public key in PEM form (SubjectPublicKeyInfo).
    ///
    /// # Errors
    /// [`KeyError`] if it is not PEM or not such a key.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&pem::decode(PUBLIC_LABEL, text)?)
    }

    /// Reads the public key of a JWK.
    ///
    /// # Errors
    /// [`KeyError`] if it is not an RSA signature key.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, KeyError> {
        let (n, e) = jwk.rsa_numbers()?;
        let der = RsaPublicKeyComponents { n, e }.as_der().map_err(|_| KeyError::Rejected)?;
        Self::from_der(der.as_ref())
    }

    /// The library judges the size of a key only when it verifies; here it is
    /// refused when it is read, where somebody can still mend it.
    fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let bytes = PublicKey::from_der(der).map_err(|_| KeyError::Rejected)?.modulus_len();
        if !(2048 / 8..=8192 / 8).contains(&bytes) {
            return Err(KeyError::Rejected);
        }
        let key = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der).map_err(|_| KeyError::Rejected)?;
        Ok(Self { key })
    }

    /// Checks a token's signature and reads its claims. Times are not judged
    /// here; read [`crate::Times`] along with the claims for that.
    ///
    /// # Errors
    /// [`VerifyError`], with the first thing that is wrong.
    pub fn verify<C: DeserializeOwned>(&self, token: &str) -> Result<Verified<C>, VerifyError> {
        open(token, ALG, |input, signature| self.key.verify_sig(input, signature).is_ok())
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyingKey(..)")
    }
}
