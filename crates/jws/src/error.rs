//! What can be wrong with a key or a token.

use thiserror::Error;

/// Why a key could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Not PEM with the wanted label, or its base64 is broken.
    #[error("not a PEM block labelled `{expected}`")]
    Pem {
        /// The label that the block must have, for example `PRIVATE KEY`.
        expected: &'static str,
    },
    /// The key is not one that the algorithm accepts.
    #[error("not an RSA key of 2048 to 8192 bits")]
    Rejected,
    /// A JWK with another type or algorithm, or with unreadable numbers.
    #[error("not a JWK of an RSA signature key")]
    Jwk,
    /// An algorithm that nothing here signs by.
    #[error("not an algorithm that is supported")]
    Unsupported,
    /// Not a private key of the algorithm, in PEM form.
    #[error("not a private key for {algorithm} in PEM form")]
    Custom {
        /// The algorithm it was given for.
        algorithm: &'static str,
    },
    /// An HMAC secret that is shorter than the digest (RFC 7518 section 3.2).
    #[error("an HMAC secret needs at least 32 bytes")]
    TooShort,
}

/// Why a token could not be made.
#[derive(Debug, Error)]
pub enum SignError {
    /// Header or claims have no JSON form.
    #[error("the claims cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The cryptographic library refused.
    #[error("the signature could not be made")]
    Crypto,
}

/// Why a token is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// Not three base64url parts around a JSON header, or too long.
    #[error("not a JWT in compact form")]
    Malformed,
    /// The header names another algorithm than the key's.
    #[error("the token's algorithm is not {expected}")]
    Algorithm {
        /// The only algorithm that the key accepts.
        expected: &'static str,
    },
    /// The header asks for an extension that must be understood (`crit`).
    #[error("the token needs an unknown extension")]
    Critical,
    /// The signature is not of this key and this content.
    #[error("the signature does not match")]
    Signature,
    /// The signature is right, but the claims are not what the caller reads.
    #[error("the claims do not have the expected form")]
    Claims,
}
