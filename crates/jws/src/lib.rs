//! JSON Web Signatures over keys that are parsed once.
//!
//! Session tokens are RS256 ([`SigningKey`], [`VerifyingKey`]); client tokens
//! never leave the server's own hands and are HS256 ([`HmacKey`]). A key type
//! knows exactly one algorithm and refuses every other before it looks at the
//! signature, so a token cannot choose how it is checked (RFC 8725 section 3.1).
//! Keys of identity providers ([`ProviderKey`]) only verify, and keys that owners bring along ([`CustomKey`]) only sign.

mod compact;
mod custom;
mod error;
mod hmac;
mod jwk;
mod pem;
mod provider;
mod rsa;
mod times;

pub use compact::{Header, Verified};
pub use custom::CustomKey;
pub use error::{KeyError, SignError, VerifyError};
pub use hmac::HmacKey;
pub use jwk::{Jwk, JwkSet};
pub use provider::{ProviderKey, key_name};
pub use rsa::{SigningKey, VerifyingKey};
pub use times::{TimeError, Times};
