//! Tokens of the owner's own making: claims with shortcodes, filled in for a session.

mod shortcode;

use nightdesk_jws::Header;
use nightdesk_wire::time::UnixMs;
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::model::{JwtTemplate, Session};

/// Category that sets these tokens apart from session tokens: without it, a backend would take one for a sign-in.
const CATEGORY: &str = "cl_B7d4PD222AAA";
/// Claims that are the server's to make.
const RESERVED: [&str; 7] = ["azp", "exp", "iat", "iss", "jti", "nbf", "sub"];
const MAX_NAME_CHARS: usize = 64;
const MAX_CLAIMS_BYTES: usize = 8 * 1024;

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// The name goes into a path.
    #[error("the name needs 1 to {MAX_NAME_CHARS} letters, digits, `_` or `-`")]
    Name,
    /// The claims are too large for a token.
    #[error("the claims must be at most {MAX_CLAIMS_BYTES} bytes of JSON")]
    TooLarge,
    /// A claim that the server makes itself.
    #[error("the claim `{0}` is made by the server and cannot be set")]
    Reserved(String),
    /// A shortcode that cannot be read.
    #[error("{0}")]
    Shortcode(#[from] shortcode::ShortcodeError),
}

impl TemplateError {
    /// The parameter that is wrong.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::TooLarge | Self::Reserved(_) | Self::Shortcode(_) => "claims",
        }
    }
}

/// Refuses a template that could not be minted or asked for.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(name: &str, claims: &Map<String, Value>) -> Result<(), TemplateError> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !(1..=MAX_NAME_CHARS).contains(&name.len()) || !name.bytes().all(is_name) {
        return Err(TemplateError::Name);
    }
    if let Some(reserved) = RESERVED.iter().find(|claim| claims.contains_key(**claim)) {
        return Err(TemplateError::Reserved((*reserved).to_owned()));
    }
    let claims = Value::Object(claims.clone());
    if claims.to_string().len() > MAX_CLAIMS_BYTES {
        return Err(TemplateError::TooLarge);
    }
    Ok(shortcode::check(&claims)?)
}

/// Who asks for a token, and what its shortcodes stand for.
#[derive(Debug)]
pub struct Subject<'a> {
    pub session: &'a Session,
    /// The user as an object of the names that follow `user.` in a shortcode.
    pub user: Value,
    pub issuer: &'a str,
    /// The origin that asked.
    pub origin: Option<&'a str>,
    /// A random name of the token.
    pub jti: String,
}

/// The claims of a token minted now, in the template's life or the one asked for.
#[must_use]
pub fn claims(
    template: &JwtTemplate,
    subject: Subject<'_>,
    life_secs: Option<i64>,
    now: UnixMs,
) -> Map<String, Value> {
    let (session, iat) = (subject.session, now.as_secs());
    let known = json!({
        "user": subject.user,
        "session": {"id": session.id, "actor": session.actor},
    });
    let mut claims = match shortcode::fill(&Value::Object(template.claims.clone()), &known) {
        Value::Object(claims) => claims,
        _ => Map::new(),
    };
    let origin = subject.origin.or_else(|| session.latest_activity.as_ref()?.origin.as_deref());
    if let Some(origin) = origin {
        claims.insert("azp".to_owned(), origin.into());
    }
    claims.insert("exp".to_owned(), (iat + life_secs.unwrap_or(template.lifetime_secs)).into());
    claims.insert("iat".to_owned(), iat.into());
    claims.insert("iss".to_owned(), subject.issuer.into());
    claims.insert("jti".to_owned(), subject.jti.into());
    claims.insert("nbf".to_owned(), (iat - template.allowed_clock_skew_secs).into());
    claims.insert("sub".to_owned(), session.user_id.as_str().into());
    claims
}

/// The header of such a token. A key of the template's own is not among the published ones, and has no name.
#[must_use]
pub fn header(template: &JwtTemplate) -> Header {
    let key_id = template.signing_key.is_none().then(|| template.instance_id.as_str().to_owned());
    Header { kid: key_id, cat: Some(CATEGORY.to_owned()), ..Header::jwt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(name: &str, claims: Value) -> Result<(), TemplateError> {
        check(name, claims.as_object().unwrap())
    }

    #[test]
    fn names_fit_into_a_path_and_claims_into_a_token() {
        assert_eq!(checked("hasura-2", json!({"aud": "db", "id": "{{user.id}}"})), Ok(()));
        for name in ["", "a/b", "a b", "ä", &"n".repeat(65)] {
            assert_eq!(checked(name, json!({})), Err(TemplateError::Name), "{name:?}");
        }
        assert_eq!(checked("big", json!({"a": "x".repeat(9000)})), Err(TemplateError::TooLarge));
    }

    #[test]
    fn what_the_server_says_cannot_be_overruled() {
        for claim in RESERVED {
            let refused = checked("t", json!({claim: "x"})).unwrap_err();
            assert_eq!(refused, TemplateError::Reserved(claim.to_owned()));
            assert_eq!(refused.field(), "claims");
        }
    }
}
