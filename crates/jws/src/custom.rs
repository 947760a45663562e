//! Keys that an owner brings along, for tokens that services of others check.

use std::fmt;
use std::str::FromStr;

use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde::Serialize;

use crate::compact::signing_input;
use crate::{Header, KeyError, SignError};

/// A key for one algorithm of RFC 7518 section 3.1. It only signs: nothing here trusts what it has signed.
pub struct CustomKey {
    algorithm: Algorithm,
    name: &'static str,
    key: EncodingKey,
}

impl CustomKey {
    /// The names of the algorithms that [`CustomKey::parse`] takes.
    pub const ALGORITHMS: [&'static str; 12] = [
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
        "EdDSA",
    ];

    /// Reads a key: a shared secret for `HS*`, else a private key in PEM form.
    ///
    /// # Errors
    /// [`KeyError::Unsupported`] for another algorithm, [`KeyError::TooShort`] for a secret that can be guessed,
    /// [`KeyError::Custom`] if it is not a key of that algorithm.
    pub fn parse(algorithm: &str, key: &str) -> Result<Self, KeyError> {
        let name =
            Self::ALGORITHMS.into_iter().find(|name| *name == algorithm).ok_or(KeyError::Unsupported)?;
        let algorithm = Algorithm::from_str(name).map_err(|_| KeyError::Unsupported)?;
        let pem = key.trim().as_bytes();
        let key = match &name[..2] {
            "HS" if key.len() < 32 => return Err(KeyError::TooShort),
            "HS" => Ok(EncodingKey::from_secret(key.as_bytes())),
            "ES" => EncodingKey::from_ec_pem(pem),
            "Ed" => EncodingKey::from_ed_pem(pem),
            _ => EncodingKey::from_rsa_pem(pem),
        };
        let key = Self { algorithm, name, key: key.map_err(|_| KeyError::Custom { algorithm: name })? };
        // A PEM block can hold a key that fits the label and not the algorithm, such as another curve.
        key.sign(&Header::jwt(), &()).map_err(|_| KeyError::Custom { algorithm: name })?;
        Ok(key)
    }

    /// Signs `claims` and returns the token.
    ///
    /// # Errors
    /// [`SignError`] if the claims have no JSON form or the library fails.
    pub fn sign(&self, header: &Header, claims: &impl Serialize) -> Result<String, SignError> {
        let mut token = signing_input(self.name, header, claims)?;
        let signature =
            crypto::sign(token.as_bytes(), &self.key, self.algorithm).map_err(|_| SignError::Crypto)?;
        token.push('.');
        token.push_str(&signature);
        Ok(token)
    }
}

impl fmt::Debug for CustomKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomKey({}, ..)", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{HmacKey, SigningKey};

    const SECRET: &str = "a secret that has thirty-two bytes";

    #[test]
    fn a_shared_secret_signs_what_the_same_secret_verifies() {
        let token = CustomKey::parse("HS256", SECRET).unwrap().sign(&Header::jwt(), &7).unwrap();
        assert_eq!(HmacKey::new(SECRET.as_bytes()).unwrap().verify::<i64>(&token).unwrap().claims, 7);
    }

    #[test]
    fn a_private_key_signs_what_its_public_half_verifies() {
        let pair = SigningKey::generate().unwrap();
        let key = CustomKey::parse("RS256", &pair.to_pkcs8_pem().unwrap()).unwrap();
        let token = key.sign(&Header::jwt(), &7).unwrap();
        assert_eq!(pair.verifying_key().unwrap().verify::<i64>(&token).unwrap().claims, 7);
        assert!(format!("{key:?}").starts_with("CustomKey(RS256"));
    }

    #[test]
    fn a_key_of_another_kind_is_refused() {
        let rsa = SigningKey::generate().unwrap().to_pkcs8_pem().unwrap();
        assert_eq!(CustomKey::parse("none", SECRET).unwrap_err(), KeyError::Unsupported);
        assert_eq!(CustomKey::parse("HS512", "short").unwrap_err(), KeyError::TooShort);
        assert_eq!(CustomKey::parse("RS256", SECRET).unwrap_err(), KeyError::Custom { algorithm: "RS256" });
        assert_eq!(CustomKey::parse("ES256", &rsa).unwrap_err(), KeyError::Custom { algorithm: "ES256" });
    }
}
