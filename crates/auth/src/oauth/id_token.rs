//! Whether an `id_token` speaks of this sign-in (OpenID Connect Core 1.0 section 3.1.3.7), or was made for an application of
//! the instance a moment ago. Its signature is checked before.

use nightdesk_wire::time::UnixMs;
use serde_json::Value;
use subtle::ConstantTimeEq as _;
use thiserror::Error;

use super::Provider;
use crate::model::{Secret, Settings};

/// How far the provider's clock may be off.
const LEEWAY_SECS: i64 = 60;
/// How old a token may be that an application brings: nothing else ties it to this sign-in.
const MAX_AGE_SECS: i64 = 10 * 60;

/// Why claims are not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Untrusted {
    #[error("the id_token is by another issuer")]
    Issuer,
    #[error("the id_token is for another client")]
    Audience,
    #[error("the id_token has expired, or says not when it does")]
    Expired,
    #[error("the id_token was not made just now")]
    Old,
    #[error("the id_token was made for another sign-in")]
    Nonce,
}

/// Checks the claims of an `id_token` that was asked for with `nonce`.
///
/// # Errors
/// [`Untrusted`], with the first thing that is wrong.
pub fn check(provider: &Provider<'_>, claims: &Value, nonce: &Secret, now: UnixMs) -> Result<(), Untrusted> {
    check_issuer(provider, claims)?;
    let client = provider.connection.client_id.as_str();
    let party = text(claims, "azp");
    let (is_audience, others) = audience(claims, |one| one == client);
    if !is_audience || (others && party.is_none()) || party.is_some_and(|party| party != client) {
        return Err(Untrusted::Audience);
    }
    check_expiry(claims, now)?;
    let repeated = text(claims, "nonce").unwrap_or_default();
    if !bool::from(repeated.as_bytes().ct_eq(nonce.expose().as_bytes())) {
        return Err(Untrusted::Nonce);
    }
    Ok(())
}

/// Checks the claims of an `id_token` that an application asked for by itself: it is for the client of the connection, or
/// one of Apple's for an application of the instance. Who asked (`azp`) may be the application's part on a device.
///
/// # Errors
/// [`Untrusted`], with the first thing that is wrong.
pub fn check_given(
    provider: &Provider<'_>,
    settings: &Settings,
    claims: &Value,
    now: UnixMs,
) -> Result<(), Untrusted> {
    check_issuer(provider, claims)?;
    let is_ours = |one: &str| {
        let app = |id: &String| id.split_once('.').is_some_and(|(_, bundle)| bundle == one);
        one == provider.connection.client_id
            || (provider.provider == "apple" && settings.native.apple_app_ids.iter().any(app))
    };
    let (is_audience, others) = audience(claims, is_ours);
    if !is_audience || others {
        return Err(Untrusted::Audience);
    }
    check_expiry(claims, now)?;
    let made = claims.get("iat").and_then(Value::as_i64).ok_or(Untrusted::Old)?;
    let age = now.as_secs().saturating_sub(made);
    if (-LEEWAY_SECS..=MAX_AGE_SECS).contains(&age) { Ok(()) } else { Err(Untrusted::Old) }
}

fn text<'a>(claims: &'a Value, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

fn check_issuer(provider: &Provider<'_>, claims: &Value) -> Result<(), Untrusted> {
    let issuer = provider.endpoints.issuer.as_deref().unwrap_or_default();
    // One provider has an issuer per tenant, which the token names.
    let issuer = issuer.replace("{tenantid}", text(claims, "tid").unwrap_or_default());
    if issuer.is_empty() || text(claims, "iss") != Some(issuer.as_str()) {
        return Err(Untrusted::Issuer);
    }
    Ok(())
}

/// Whether one of the audiences is wanted, and whether there are others.
fn audience(claims: &Value, is_wanted: impl Fn(&str) -> bool) -> (bool, bool) {
    match claims.get("aud") {
        Some(Value::String(audience)) => (is_wanted(audience), false),
        Some(Value::Array(all)) => (all.iter().filter_map(Value::as_str).any(is_wanted), all.len() > 1),
        _ => (false, false),
    }
}

fn check_expiry(claims: &Value, now: UnixMs) -> Result<(), Untrusted> {
    let expires = claims.get("exp").and_then(Value::as_i64).ok_or(Untrusted::Expired)?;
    if expires.saturating_add(LEEWAY_SECS) <= now.as_secs() {
        return Err(Untrusted::Expired);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::SocialConnection;

    const NOW: UnixMs = UnixMs::from_secs(1000);

    fn connection() -> SocialConnection {
        SocialConnection {
            enabled: true,
            client_id: "us".to_owned(),
            client_secret: Secret::new(""),
            name: None,
            scopes: Vec::new(),
            endpoints: None,
        }
    }

    fn claims(change: &Value) -> Value {
        let iss = "https://accounts.google.com";
        let mut claims = json!({"iss": iss, "aud": "us", "iat": 1000, "exp": 2000, "nonce": "n"});
        crate::metadata::merge(&mut claims, change);
        claims
    }

    fn verdict(provider: &'static str, change: Value) -> Result<(), Untrusted> {
        let connection = connection();
        let provider = Provider::new(provider, &connection).unwrap();
        check(&provider, &claims(&change), &Secret::new("n"), NOW)
    }

    fn verdict_on_given(provider: &'static str, change: Value) -> Result<(), Untrusted> {
        let connection = connection();
        let provider = Provider::new(provider, &connection).unwrap();
        let mut settings = Settings::default();
        settings.native.apple_app_ids = vec!["TEAM.com.example.app".to_owned()];
        check_given(&provider, &settings, &claims(&change), NOW)
    }

    #[test]
    fn a_token_that_an_application_brings_is_for_the_instance_and_new() {
        for change in
            [json!({}), json!({"azp": "our android part"}), json!({"nonce": null}), json!({"iat": 400})]
        {
            assert_eq!(verdict_on_given("google", change.clone()), Ok(()), "{change}");
        }
        let apple = |audience: &str| {
            verdict_on_given("apple", json!({"iss": "https://appleid.apple.com", "aud": audience}))
        };
        assert_eq!((apple("us"), apple("com.example.app")), (Ok(()), Ok(())));
        assert_eq!(apple("com.example.other"), Err(Untrusted::Audience));
        let refused = [
            (json!({"iss": "https://evil.example"}), Untrusted::Issuer),
            (json!({"aud": "them"}), Untrusted::Audience),
            (json!({"aud": "com.example.app"}), Untrusted::Audience),
            (json!({"aud": ["us", "them"], "azp": "us"}), Untrusted::Audience),
            (json!({"exp": 940}), Untrusted::Expired),
            (json!({"iat": 399}), Untrusted::Old),
            (json!({"iat": 1061}), Untrusted::Old),
            (json!({"iat": null}), Untrusted::Old),
        ];
        for (change, reason) in refused {
            assert_eq!(verdict_on_given("google", change.clone()), Err(reason), "{change}");
        }
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
