//! Whether an `id_token` speaks of this sign-in (OpenID Connect Core 1.0 section 3.1.3.7). Its signature is checked
//! before.

use nightdesk_wire::time::UnixMs;
use serde_json::Value;
use subtle::ConstantTimeEq as _;
use thiserror::Error;

use super::Provider;
use crate::model::Secret;

/// How far the provider's clock may be off.
const LEEWAY_SECS: i64 = 60;

/// Why claims are not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Untrusted {
    #[error("the id_token is by another issuer")]
    Issuer,
    #[error("the id_token is for another client")]
    Audience,
    #[error("the id_token has expired, or says not when it does")]
    Expired,
    #[error("the id_token was made for another sign-in")]
    Nonce,
}

/// Checks the claims of an `id_token` that was asked for with `nonce`.
///
/// # Errors
/// [`Untrusted`], with the first thing that is wrong.
pub fn check(provider: &Provider<'_>, claims: &Value, nonce: &Secret, now: UnixMs) -> Result<(), Untrusted> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let issuer = provider.endpoints.issuer.as_deref().unwrap_or_default();
    // One provider has an issuer per tenant, which the token names.
    let issuer = issuer.replace("{tenantid}", text("tid").unwrap_or_default());
    if issuer.is_empty() || text("iss") != Some(issuer.as_str()) {
        return Err(Untrusted::Issuer);
    }
    let client = provider.connection.client_id.as_str();
    let (is_audience, others) = match claims.get("aud") {
        Some(Value::String(audience)) => (audience == client, false),
        Some(Value::Array(all)) => (all.iter().any(|one| one.as_str() == Some(client)), all.len() > 1),
        _ => (false, false),
    };
    let party = text("azp");
    if !is_audience || (others && party.is_none()) || party.is_some_and(|party| party != client) {
        return Err(Untrusted::Audience);
    }
    let expires = claims.get("exp").and_then(Value::as_i64).ok_or(Untrusted::Expired)?;
    if expires.saturating_add(LEEWAY_SECS) <= now.as_secs() {
        return Err(Untrusted::Expired);
    }
    let repeated = text("nonce").unwrap_or_default();
    if !bool::from(repeated.as_bytes().ct_eq(nonce.expose().as_bytes())) {
        return Err(Untrusted::Nonce);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::SocialConnection;

    fn verdict(provider: &'static str, change: Value) -> Result<(), Untrusted> {
        let connection = SocialConnection {
            enabled: true,
            client_id: "us".to_owned(),
            client_secret: Secret::new(""),
            name: None,
            scopes: Vec::new(),
            endpoints: None,
        };
        let mut claims =
            json!({"iss": "https://accounts.google.com", "aud": "us", "exp": 2000, "nonce": "n"});
        crate::metadata::merge(&mut claims, &change);
        let provider = Provider::new(provider, &connection).unwrap();
        check(&provider, &claims, &Secret::new("n"), UnixMs::from_secs(1000))
    }

    #[test]
    fn a_token_is_for_this_sign_in_at_this_client() {
        assert_eq!(verdict("google", json!({})), Ok(()));
        assert_eq!(verdict("google", json!({"aud": ["us"]})), Ok(()));
        assert_eq!(verdict("google", json!({"aud": ["us", "them"], "azp": "us"})), Ok(()));
        let refused = [
            (json!({"iss": "https://evil.example"}), Untrusted::Issuer),
            (json!({"iss": null}), Untrusted::Issuer),
            (json!({"aud": "them"}), Untrusted::Audience),
            (json!({"aud": ["us", "them"]}), Untrusted::Audience),
            (json!({"azp": "them"}), Untrusted::Audience),
            (json!({"exp": 940}), Untrusted::Expired),
            (json!({"exp": null}), Untrusted::Expired),
            (json!({"nonce": "m"}), Untrusted::Nonce),
            (json!({"nonce": null}), Untrusted::Nonce),
        ];
        for (change, reason) in refused {
            assert_eq!(verdict("google", change.clone()), Err(reason), "{change}");
        }
    }

    #[test]
    fn an_issuer_per_tenant_is_the_tenant_s_own() {
        let issuer = |tenant: &str| format!("https://login.microsoftonline.com/{tenant}/v2.0");
        assert_eq!(verdict("microsoft", json!({"iss": issuer("t1"), "tid": "t1"})), Ok(()));
        let other = verdict("microsoft", json!({"iss": issuer("t1"), "tid": "t2"}));
        assert_eq!(other, Err(Untrusted::Issuer));
    }
}
