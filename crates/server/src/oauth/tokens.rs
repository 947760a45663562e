//! The token endpoint: codes and refresh tokens in, tokens out (RFC 6749 sections 4.1.3 and 6).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use nightdesk_auth::{
    model::{OauthTokens, Secret, TokenAuth},
    oauth::Provider,
};
use nightdesk_wire::time::UnixMs;
use serde_json::Value;

use super::exchange::ExchangeError;
use crate::outgoing::{self, Outgoing, OutgoingError};

/// Asks for tokens.
pub(super) async fn grant(
    outgoing: &Outgoing,
    provider: &Provider<'_>,
    form: &[(&str, &str)],
    now: UnixMs,
) -> Result<OauthTokens, ExchangeError> {
    let answer = outgoing::json(request(outgoing, provider, &provider.endpoints.token_url, form)?).await?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    // Some providers answer with status 200 and an error.
    let access = text("access_token").ok_or(ExchangeError::NoToken)?;
    let lifetime = answer.get("expires_in").and_then(|value| match value {
        Value::String(text) => text.parse::<i64>().ok(),
        value => value.as_i64(),
    });
    let usual = provider.scopes().join(" ");
    Ok(OauthTokens {
        access: Secret::new(access),
        refresh: text("refresh_token").map(Secret::new),
        id_token: text("id_token").map(Secret::new),
        expires_at: lifetime
            .filter(|secs| (1..=i64::from(u32::MAX)).contains(secs))
            .map(|secs| now.plus_secs(secs)),
        scopes: text("scope").map_or(usual, |scopes| scopes.replace(',', " ")),
    })
}

/// Fresh tokens for those that have expired. What the answer leaves out stays as it was.
///
/// # Errors
/// [`ExchangeError`], also if there is no refresh token.
pub(crate) async fn refresh(
    outgoing: &Outgoing,
    provider: &Provider<'_>,
    expired: &OauthTokens,
    now: UnixMs,
) -> Result<OauthTokens, ExchangeError> {
    let token = expired.refresh.as_ref().ok_or(ExchangeError::NoToken)?;
    let form = [("grant_type", "refresh_token"), ("refresh_token", token.expose())];
    let fresh = grant(outgoing, provider, &form, now).await?;
    Ok(OauthTokens {
        refresh: fresh.refresh.or_else(|| expired.refresh.clone()),
        id_token: fresh.id_token.or_else(|| expired.id_token.clone()),
        ..fresh
    })
}

/// Gives tokens back to a provider that takes them (RFC 7009). Of the two kinds the refresh token is the one that ends
/// both.
///
/// # Errors
/// [`ExchangeError`] if the provider does not answer.
pub(crate) async fn revoke(
    outgoing: &Outgoing,
    provider: &Provider<'_>,
    tokens: &OauthTokens,
) -> Result<(), ExchangeError> {
    let Some(url) = &provider.endpoints.revocation_url else { return Ok(()) };
    let token = tokens.refresh.as_ref().unwrap_or(&tokens.access);
    outgoing::bytes(request(outgoing, provider, url, &[("token", token.expose())])?).await?;
    Ok(())
}

/// A request that shows who we are in the way the provider wants.
///
/// # Errors
/// As [`Outgoing::get`].
pub(super) fn request(
    outgoing: &Outgoing,
    provider: &Provider<'_>,
    url: &str,
    form: &[(&str, &str)],
) -> Result<reqwest::RequestBuilder, OutgoingError> {
    let (id, secret) = (provider.connection.client_id.as_str(), provider.connection.client_secret.expose());
    let mut form = form.to_vec();
    form.push(("client_id", id));
    Ok(match provider.endpoints.token_auth {
        TokenAuth::Post => {
            form.push(("client_secret", secret));
            outgoing.post(url, &form)?
        }
        TokenAuth::Basic => {
            let encode =
                |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let credentials = STANDARD.encode(format!("{}:{}", encode(id), encode(secret)));
            outgoing.post(url, &form)?.header("authorization", format!("Basic {credentials}"))
        }
    })
}
