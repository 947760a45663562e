//! What a provider publishes about itself (OpenID Connect Discovery 1.0).

use nightdesk_auth::model::{OauthEndpoints, TokenAuth};
use serde_json::Value;

use crate::outgoing::{self, Outgoing, OutgoingError};

/// Reads where the provider `issuer` answers. Its addresses are yet to be checked.
///
/// # Errors
/// If the document cannot be had; `Ok(None)` if it is one of another issuer, or lacks an endpoint.
pub(crate) async fn discover(
    outgoing: &Outgoing,
    issuer: &str,
) -> Result<Option<OauthEndpoints>, OutgoingError> {
    let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let document = outgoing::json(outgoing.get(&url)?).await?;
    Ok(endpoints(&document, issuer))
}

fn endpoints(document: &Value, issuer: &str) -> Option<OauthEndpoints> {
    let text = |name: &str| document.get(name).and_then(Value::as_str).map(str::to_owned);
    let published =
        text("issuer").filter(|published| published.trim_end_matches('/') == issuer.trim_end_matches('/'))?;
    let methods = document.get("token_endpoint_auth_methods_supported").and_then(Value::as_array);
    let by_post = methods.is_some_and(|all| all.iter().any(|method| method == TokenAuth::Post.as_str()));
    Some(OauthEndpoints {
        authorize_url: text("authorization_endpoint")?,
        token_url: text("token_endpoint")?,
        user_info_url: text("userinfo_endpoint"),
        issuer: Some(published),
        jwks_url: Some(text("jwks_uri")?),
        revocation_url: text("revocation_endpoint"),
        token_auth: if by_post { TokenAuth::Post } else { TokenAuth::Basic },
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_of_another_issuer_is_not_believed() {
        let document = json!({
            "issuer": "https://id.example.com",
            "authorization_endpoint": "https://id.example.com/authorize",
            "token_endpoint": "https://id.example.com/token",
            "jwks_uri": "https://id.example.com/keys",
        });
        let read = endpoints(&document, "https://id.example.com/").unwrap();
        assert_eq!(read.token_auth, TokenAuth::Basic, "the default of the standard");
        assert_eq!(read.jwks_url.as_deref(), Some("https://id.example.com/keys"));
        assert!(endpoints(&document, "https://evil.example").is_none());
        assert!(endpoints(&json!({"issuer": "https://id.example.com"}), "https://id.example.com").is_none());
    }
}
