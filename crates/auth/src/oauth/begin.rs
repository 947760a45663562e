//! The way to a provider.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use nightdesk_wire::{ids::ClientId, time::UnixMs};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::Provider;
use crate::{
    Rng,
    model::{Digest, Instance, OauthAttempt, OauthOutcome, OauthTarget, Secret},
    origin,
    provision::random_text,
    proxy::Proxy,
};

/// How long somebody may take at the provider.
pub const LIFETIME_SECS: i64 = 10 * 60;
/// How long a native client has to come with the nonce it was led back with.
const NONCE_LIFETIME_SECS: i64 = 60;

/// What the caller wishes for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// See [`callback_url`].
    pub callback_url: String,
    /// Checked by [`redirect::target`](crate::redirect::target).
    pub redirect_url: String,
    /// Checked likewise.
    pub complete_redirect_url: Option<String>,
    /// Asked for beside the usual scopes.
    pub additional_scopes: Vec<String>,
    pub login_hint: Option<String>,
    pub prompt: Option<String>,
}

/// Where providers lead back to: to the proxy that the caller came by, or else where the instance says. Owners tell it to
/// their providers. On this machine it is by http: browsers trust that there, and not the certificate of a development
/// server.
#[must_use]
pub fn callback_url(instance: &Instance, came_by: Option<&Proxy>) -> String {
    const PATH: &str = "/v1/oauth_callback";
    if let Some(proxy) = came_by {
        return format!("{}{PATH}", proxy.url);
    }
    if instance.settings.proxy_url.is_some() {
        return format!("{}{PATH}", instance.home());
    }
    let local = instance.environment.is_development() && origin::is_loopback(instance.host());
    let scheme = if local { "http" } else { "https" };
    format!("{scheme}://{}{PATH}", instance.frontend_api)
}

/// Begins a way to the provider and back: what to remember of it, and the address of the provider's page.
///
/// # Errors
/// [`url::ParseError`] for a connection that was stored without being checked.
#[expect(clippy::too_many_arguments, reason = "each is a fact of its own")]
pub fn begin(
    instance: &Instance,
    provider: &Provider<'_>,
    wanted: Wanted,
    client_id: &ClientId,
    target: OauthTarget,
    native: bool,
    rng: &dyn Rng,
    now: UnixMs,
) -> Result<(OauthAttempt, String), url::ParseError> {
    let (state, verifier, nonce) = (random_text(rng, 43), random_text(rng, 64), random_text(rng, 43));
    let mut url = Url::parse(&provider.endpoints.authorize_url)?;
    let mut scopes: Vec<&str> = provider.scopes();
    scopes.extend(wanted.additional_scopes.iter().map(String::as_str));
    {
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &provider.connection.client_id)
            .append_pair("redirect_uri", &wanted.callback_url)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("state", &state);
        if provider.pkce() {
            let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
            query.append_pair("code_challenge", &challenge).append_pair("code_challenge_method", "S256");
        }
        if provider.signs_id_tokens() {
            query.append_pair("nonce", &nonce);
        }
        if let Some(hint) = &wanted.login_hint {
            query.append_pair("login_hint", hint);
        }
        if let Some(prompt) = &wanted.prompt {
            query.append_pair("prompt", prompt);
        }
        for (name, value) in provider.preset.map_or(&[][..], |preset| preset.parameters) {
            query.append_pair(name, value);
        }
    }
    let attempt = OauthAttempt {
        instance_id: instance.id.clone(),
        digest: Digest::of(&state),
        client_id: client_id.clone(),
        target,
        provider: provider.provider.to_owned(),
        verifier: Secret::new(verifier),
        nonce: Secret::new(nonce),
        redirect_url: wanted.redirect_url,
        complete_redirect_url: wanted.complete_redirect_url,
        native,
        outcome: None,
        expires_at: now.plus_secs(LIFETIME_SECS),
        created_at: now,
    };
    Ok((attempt, url.into()))
}

/// Keeps the outcome of a native client's way for whoever is led back to the application, and gives the address to lead
/// to. Somebody who began the way elsewhere and had another go it never sees that address, so the outcome is not theirs.
#[must_use]
pub fn with_nonce(
    attempt: OauthAttempt,
    outcome: OauthOutcome,
    rng: &dyn Rng,
    now: UnixMs,
) -> (OauthAttempt, String) {
    const NONCE: &str = "rotating_token_nonce";
    let nonce = random_text(rng, 43);
    let location = match Url::parse(&attempt.redirect_url) {
        Ok(mut url) => {
            // Clients read the first value they find.
            let kept: Vec<_> = url.query_pairs().into_owned().filter(|(name, _)| name != NONCE).collect();
            url.query_pairs_mut().clear().extend_pairs(kept).append_pair(NONCE, &nonce);
            url.into()
        }
        Err(_) => attempt.redirect_url.clone(),
    };
    let kept = OauthAttempt {
        digest: Digest::of(&nonce),
        outcome: Some(outcome),
        expires_at: now.plus_secs(NONCE_LIFETIME_SECS),
        ..attempt
    };
    (kept, location)
}
