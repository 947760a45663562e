//! Keys of identity providers, as their JWKS endpoints have them. They only verify.

use std::fmt;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::compact::open;
use crate::{Jwk, KeyError, Verified, VerifyError, VerifyingKey};

/// A public key of somebody else: RSA for RS256, or P-256 for ES256. The key decides the algorithm.
pub struct ProviderKey(Kind);

enum Kind {
    Rsa(VerifyingKey),
    /// The point, uncompressed.
    P256(Vec<u8>),
}

impl ProviderKey {
    /// Finds the key named `kid` in a set, or its only key if tokens name none. Keys of other kinds are passed over.
    #[must_use]
    pub fn find(set: &Value, kid: Option<&str>) -> Option<Self> {
        let keys = set.get("keys")?.as_array()?;
        let mut named = keys.iter().filter(|key| match kid {
            Some(kid) => key.get("kid").and_then(Value::as_str) == Some(kid),
            None => keys.len() == 1,
        });
        named.find_map(|key| Self::from_jwk(key).ok())
    }

    /// Reads the public key of a JWK.
    ///
    /// # Errors
    /// [`KeyError`] if it is neither an RSA nor a P-256 key for signatures.
    pub fn from_jwk(jwk: &Value) -> Result<Self, KeyError> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        if text("kty") != Some("EC") {
            let jwk: Jwk = serde_json::from_value(jwk.clone()).map_err(|_| KeyError::Jwk)?;
            return Ok(Self(Kind::Rsa(VerifyingKey::from_jwk(&jwk)?)));
        }
        let for_signatures = text("use").is_none_or(|usage| usage == "sig");
        if text("crv") != Some("P-256") || !for_signatures {
            return Err(KeyError::Jwk);
        }
        let number = |name| {
            let number = text(name).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
            number.filter(|number| number.len() == 32).ok_or(KeyError::Jwk)
        };
        let mut point = vec![4];
        point.extend(number("x")?);
        point.extend(number("y")?);
        Ok(Self(Kind::P256(point)))
    }

    /// Checks a token's signature and reads its claims. Times are not judged here.
    ///
    /// # Errors
    /// [`VerifyError`], with the first thing that is wrong.
    pub fn verify<C: DeserializeOwned>(&self, token: &str) -> Result<Verified<C>, VerifyError> {
        match &self.0 {
            Kind::Rsa(key) => key.verify(token),
            Kind::P256(point) => open(token, "ES256", |input, signature| {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(input, signature).is_ok()
            }),
        }
    }
}

impl fmt::Debug for ProviderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderKey(..)")
    }
}

/// The name of the key that a token says it was signed by. Nothing is verified yet.
#[must_use]
pub fn key_name(token: &str) -> Option<String> {
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next()?).ok()?;
    let header: Value = serde_json::from_slice(&header).ok()?;
    header.get("kid")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
    use serde_json::json;

    use super::*;
    use crate::{Header, SigningKey};

    fn encode(bytes: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(bytes)
    }

    #[test]
    fn a_key_is_found_by_the_name_in_the_token_among_others() {
        let key = SigningKey::generate().unwrap();
        let set = json!({"keys": [{"kty": "OKP", "kid": "a", "crv": "Ed25519", "x": ""}, key.jwk("b")]});
        let header = Header { kid: Some("b".to_owned()), ..Header::jwt() };
        let token = key.sign(&header, &json!({"sub": "7"})).unwrap();
        assert_eq!(key_name(&token).as_deref(), Some("b"));
        let found = ProviderKey::find(&set, Some("b")).unwrap();
        assert_eq!(found.verify::<Value>(&token).unwrap().claims["sub"], "7");
        assert!(ProviderKey::find(&set, Some("a")).is_none());
        assert!(ProviderKey::find(&set, None).is_none(), "of two keys none is meant");
        let other = ProviderKey::find(&json!({"keys": [SigningKey::generate().unwrap().jwk("b")]}), None);
        assert_eq!(other.unwrap().verify::<Value>(&token).unwrap_err(), VerifyError::Signature);
    }

    #[test]
    fn es256_is_verified_by_a_p256_key() {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let point = pair.public_key().as_ref().to_vec();
        let jwk = json!({"kty": "EC", "crv": "P-256", "x": encode(&point[1..33]), "y": encode(&point[33..])});
        let input = format!("{}.{}", encode(br#"{"alg":"ES256","kid":"k"}"#), encode(br#"{"sub":"7"}"#));
        let signature = pair.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        let token = format!("{input}.{}", encode(signature.as_ref()));
        let key = ProviderKey::from_jwk(&jwk).unwrap();
        assert_eq!(key.verify::<Value>(&token).unwrap().claims["sub"], "7");
        let unsigned = format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(br#"{"sub":"7"}"#));
        assert_eq!(key.verify::<Value>(&unsigned).unwrap_err(), VerifyError::Algorithm { expected: "ES256" });
    }
}
