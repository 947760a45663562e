//! The compact serialization of RFC 7515 section 3.1.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::{SignError, VerifyError};

/// Longest token that is looked at. Cookies and headers end well before.
const MAX_TOKEN_LEN: usize = 16 * 1024;

/// The protected header beside `alg`, which the key decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Media type, `JWT` for tokens.
    pub typ: Option<String>,
    /// Which key signed.
    pub kid: Option<String>,
    /// Category of the token: tells a session token from one made by a template.
    pub cat: Option<String>,
    /// When the claims were assembled, in seconds since the epoch.
    pub oiat: Option<i64>,
}

impl Header {
    /// A header with `typ: JWT` and nothing else.
    #[must_use]
    pub fn jwt() -> Self {
        Self { typ: Some("JWT".to_owned()), ..Self::default() }
    }
}

/// The content of a token whose signature was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<C> {
    /// The protected header.
    pub header: Header,
    /// The claims.
    pub claims: C,
}

// Field by field: a flattened header would be put into a map first, with every token.

#[derive(Serialize)]
struct Outgoing<'a> {
    alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    typ: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cat: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    oiat: Option<i64>,
}

#[derive(Deserialize)]
struct Incoming {
    alg: String,
    crit: Option<IgnoredAny>,
    typ: Option<String>,
    kid: Option<String>,
    cat: Option<String>,
    oiat: Option<i64>,
}

/// Writes `header.claims`, the part that gets signed.
pub(crate) fn signing_input(
    alg: &'static str,
    header: &Header,
    claims: &impl Serialize,
) -> Result<String, SignError> {
    let Header { typ, kid, cat, oiat } = header;
    let (typ, kid, cat) = (typ.as_deref(), kid.as_deref(), cat.as_deref());
    let header = serde_json::to_vec(&Outgoing { alg, typ, kid, cat, oiat: *oiat })?;
    let claims = serde_json::to_vec(claims)?;
    let mut token = String::with_capacity((header.len() + claims.len() + 260) * 4 / 3);
    URL_SAFE_NO_PAD.encode_string(header, &mut token);
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(claims, &mut token);
    Ok(token)
}

/// Appends the signature part.
pub(crate) fn append_signature(token: &mut String, signature: &[u8]) {
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, token);
}

/// Takes a token apart, has `check(signing_input, signature)` judge the
/// signature, and only then reads the claims.
pub(crate) fn open<C: DeserializeOwned>(
    token: &str,
    alg: &'static str,
    check: impl FnOnce(&[u8], &[u8]) -> bool,
) -> Result<Verified<C>, VerifyError> {
    if token.len() > MAX_TOKEN_LEN {
        return Err(VerifyError::Malformed);
    }
    let (signing_input, signature) = token.rsplit_once('.').ok_or(VerifyError::Malformed)?;
    let (header, claims) = signing_input.split_once('.').ok_or(VerifyError::Malformed)?;
    let incoming: Incoming = serde_json::from_slice(&decode(header)?).map_err(|_| VerifyError::Malformed)?;
    let Incoming { alg: by, crit, typ, kid, cat, oiat } = incoming;
    if by != alg {
        return Err(VerifyError::Algorithm { expected: alg });
    }
    if crit.is_some() {
        return Err(VerifyError::Critical);
    }
    let (claims, signature) = (decode(claims)?, decode(signature)?);
    if !check(signing_input.as_bytes(), &signature) {
        return Err(VerifyError::Signature);
    }
    let claims = serde_json::from_slice(&claims).map_err(|_| VerifyError::Claims)?;
    Ok(Verified { header: Header { typ, kid, cat, oiat }, claims })
}

fn decode(part: &str) -> Result<Vec<u8>, VerifyError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| VerifyError::Malformed)
}
