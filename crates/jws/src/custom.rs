//! Keys that an owner brings along, for tokens that services of others check.

use std::fmt;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING,
    EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
    RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use serde::Serialize;

use crate::compact::{append_signature, signing_input};
use crate::{Header, KeyError, SignError, pem};

/// A key for one algorithm of RFC 7518 section 3.1 or RFC 8037. It only signs: nothing here trusts what it has signed.
pub struct CustomKey {
    name: &'static str,
    key: Key,
}

enum Key {
    Hmac(Box<hmac::Key>),
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// How the key of an algorithm is read.
#[derive(Clone, Copy)]
enum Kind {
    Hmac(hmac::Algorithm),
    Rsa(&'static dyn RsaEncoding),
    Ecdsa(&'static EcdsaSigningAlgorithm),
    Ed25519,
}

fn kind(algorithm: &str) -> Option<Kind> {
    Some(match algorithm {
        "HS256" => Kind::Hmac(hmac::HMAC_SHA256),
        "HS384" => Kind::Hmac(hmac::HMAC_SHA384),
        "HS512" => Kind::Hmac(hmac::HMAC_SHA512),
        "RS256" => Kind::Rsa(&RSA_PKCS1_SHA256),
        "RS384" => Kind::Rsa(&RSA_PKCS1_SHA384),
        "RS512" => Kind::Rsa(&RSA_PKCS1_SHA512),
        "PS256" => Kind::Rsa(&RSA_PSS_SHA256),
        "PS384" => Kind::Rsa(&RSA_PSS_SHA384),
        "PS512" => Kind::Rsa(&RSA_PSS_SHA512),
        "ES256" => Kind::Ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING),
        "ES384" => Kind::Ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING),
        "ES512" => Kind::Ecdsa(&ECDSA_P521_SHA512_FIXED_SIGNING),
        "EdDSA" => Kind::Ed25519,
        _ => return None,
    })
}

impl CustomKey {
    /// The names of the algorithms that [`CustomKey::parse`] takes.
    pub const ALGORITHMS: [&'static str; 13] = [
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
        "ES512", "EdDSA",
    ];

    /// Reads a key: a shared secret for `HS*`, else a private key in PEM form.
    ///
    /// # Errors
    /// [`KeyError::Unsupported`] for another algorithm, [`KeyError::TooShort`] for a secret that can be guessed,
    /// [`KeyError::Custom`] if it is not a key of that algorithm.
    pub fn parse(algorithm: &str, key: &str) -> Result<Self, KeyError> {
        let name =
            Self::ALGORITHMS.into_iter().find(|name| *name == algorithm).ok_or(KeyError::Unsupported)?;
        let key = match kind(name).ok_or(KeyError::Unsupported)? {
            Kind::Hmac(_) if key.len() < 32 => return Err(KeyError::TooShort),
            Kind::Hmac(algorithm) => Some(Key::Hmac(Box::new(hmac::Key::new(algorithm, key.as_bytes())))),
            Kind::Rsa(encoding) => rsa(key).map(|pair| Key::Rsa(pair, encoding)),
            Kind::Ecdsa(algorithm) => ecdsa(algorithm, key).map(Key::Ecdsa),
            Kind::Ed25519 => {
                pkcs8(key).and_then(|der| Ed25519KeyPair::from_pkcs8(&der).ok()).map(Key::Ed25519)
            }
        };
        Ok(Self { name, key: key.ok_or(KeyError::Custom { algorithm: name })? })
    }

    /// Signs `claims` and returns the token.
    ///
    /// # Errors
    /// [`SignError`] if the claims have no JSON form or the library fails.
    pub fn sign(&self, header: &Header, claims: &impl Serialize) -> Result<String, SignError> {
        let mut token = signing_input(self.name, header, claims)?;
        let (message, random) = (token.as_bytes(), SystemRandom::new());
        let signature = match &self.key {
            Key::Hmac(key) => hmac::sign(key, message).as_ref().to_vec(),
            Key::Rsa(pair, encoding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*encoding, &random, message, &mut signature).map_err(|_| SignError::Crypto)?;
                signature
            }
            Key::Ecdsa(pair) => pair.sign(&random, message).map_err(|_| SignError::Crypto)?.as_ref().to_vec(),
            Key::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
        };
        append_signature(&mut token, &signature);
        Ok(token)
    }
}

fn pkcs8(key: &str) -> Option<Vec<u8>> {
    pem::decode("PRIVATE KEY", key).ok()
}

/// PKCS#8, or the older form of PKCS#1.
fn rsa(key: &str) -> Option<RsaKeyPair> {
    let pair = match pkcs8(key) {
        Some(der) => RsaKeyPair::from_pkcs8(&der),
        None => RsaKeyPair::from_der(&pem::decode("RSA PRIVATE KEY", key).ok()?),
    };
    pair.ok()
}

/// PKCS#8, or the older form of SEC 1.
fn ecdsa(algorithm: &'static EcdsaSigningAlgorithm, key: &str) -> Option<EcdsaKeyPair> {
    let pair = match pkcs8(key) {
        Some(der) => EcdsaKeyPair::from_pkcs8(algorithm, &der),
        None => EcdsaKeyPair::from_private_key_der(algorithm, &pem::decode("EC PRIVATE KEY", key).ok()?),
    };
    pair.ok()
}

impl fmt::Debug for CustomKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomKey({}, ..)", self.name)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

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
    fn elliptic_curves_sign_what_their_public_half_verifies() {
        use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, KeyPair, UnparsedPublicKey};

        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let der = pair.to_pkcs8v1().unwrap();
        let text = pem::encode("PRIVATE KEY", der.as_ref());
        let token = CustomKey::parse("ES256", &text).unwrap().sign(&Header::jwt(), &7).unwrap();
        let (message, signature) = token.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, pair.public_key());
        assert!(public.verify(message.as_bytes(), &signature).is_ok());
        assert_eq!(CustomKey::parse("ES384", &text).unwrap_err(), KeyError::Custom { algorithm: "ES384" });
    }

    #[test]
    fn every_algorithm_that_is_named_is_there() {
        for name in CustomKey::ALGORITHMS {
            assert_ne!(CustomKey::parse(name, SECRET).err(), Some(KeyError::Unsupported), "{name}");
        }
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
