//! Public keys as JSON (RFC 7517).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::KeyError;

/// One public RSA key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// What the key is for: `sig`.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
    /// Key type: `RSA`.
    pub kty: String,
    /// The name that token headers refer to.
    #[serde(default)]
    pub kid: String,
    /// Algorithm: `RS256`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// Modulus, base64url.
    pub n: String,
    /// Exponent, base64url.
    pub e: String,
}

impl Jwk {
    pub(crate) fn rsa(kid: &str, n: &[u8], e: &[u8]) -> Self {
        Self {
            usage: Some("sig".to_owned()),
            kty: "RSA".to_owned(),
            kid: kid.to_owned(),
            alg: Some("RS256".to_owned()),
            n: URL_SAFE_NO_PAD.encode(n),
            e: URL_SAFE_NO_PAD.encode(e),
        }
    }

    /// Modulus and exponent, big-endian, if this is a key that RS256 may use.
    pub(crate) fn rsa_numbers(&self) -> Result<(Vec<u8>, Vec<u8>), KeyError> {
        let fits = self.kty == "RSA"
            && self.usage.as_deref().is_none_or(|usage| usage == "sig")
            && self.alg.as_deref().is_none_or(|alg| alg == "RS256");
        if !fits {
            return Err(KeyError::Jwk);
        }
        let number = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| KeyError::Jwk);
        Ok((number(&self.n)?, number(&self.e)?))
    }
}

/// The answer of a JWKS endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JwkSet {
    /// All keys whose tokens may still be good.
    pub keys: Vec<Jwk>,
}

impl JwkSet {
    /// The key named `kid`.
    #[must_use]
    pub fn find(&self, kid: &str) -> Option<&Jwk> {
        self.keys.iter().find(|key| key.kid == kid)
    }
}
