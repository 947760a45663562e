//! From the code that somebody came back with to who they are.

use nightdesk_auth::{
    model::{Instance, OauthAttempt, OauthIdentity, Settings},
    oauth::{self, Provider, Untrusted},
    refusal::Field,
};
use nightdesk_jws::{VerifyError, key_name};
use nightdesk_wire::time::UnixMs;
use serde_json::Value;
use thiserror::Error;

use super::tokens::grant;
use crate::outgoing::{self, Outgoing, OutgoingError};

/// What somebody came back with.
#[derive(Default)]
pub(crate) struct Returned {
    /// Where the provider was told to lead to.
    pub(crate) callback_url: String,
    pub(crate) code: Option<String>,
    pub(crate) error: Option<String>,
    /// What Apple says of the user, once, and outside of anything signed.
    pub(crate) user: Option<String>,
}

/// Why it is not known who somebody is. Nothing in it is secret.
#[derive(Debug, Error)]
pub(crate) enum ExchangeError {
    #[error("the provider is no longer set up")]
    NotSetUp,
    #[error("the provider came back without a code")]
    NoCode,
    #[error(transparent)]
    Outgoing(#[from] OutgoingError),
    #[error("the provider gave no token")]
    NoToken,
    #[error("the provider gave no id_token")]
    NoIdToken,
    #[error("no published key signed the id_token")]
    UnknownKey,
    #[error("the id_token cannot be verified: {0}")]
    Verify(#[from] VerifyError),
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    #[error("the provider does not say who the user is")]
    Nobody,
    #[error("the user info is about somebody else")]
    SomebodyElse,
}

/// Trades the code for tokens, and finds out whose they are.
///
/// # Errors
/// [`ExchangeError`].
pub(crate) async fn identify(
    outgoing: &Outgoing,
    instance: &Instance,
    attempt: &OauthAttempt,
    returned: &Returned,
    now: UnixMs,
) -> Result<OauthIdentity, ExchangeError> {
    let provider = Provider::find(&instance.settings, &attempt.provider)
        .filter(|provider| provider.connection.enabled)
        .ok_or(ExchangeError::NotSetUp)?;
    let code = returned.code.as_deref().ok_or(ExchangeError::NoCode)?;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", returned.callback_url.as_str()),
        ("code_verifier", attempt.verifier.expose()),
    ];
    let tokens = grant(outgoing, &provider, &form, now).await?;
    let access = tokens.access.expose();
    let mut identity = if provider.signs_id_tokens() {
        let id_token = tokens.id_token.as_ref().ok_or(ExchangeError::NoIdToken)?;
        let claims = verified(outgoing, &provider, id_token.expose(), now).await?;
        oauth::check_id_token(&provider, &claims, &attempt.nonce, now)?;
        let identity = oauth::identity(&provider, &claims).ok_or(ExchangeError::Nobody)?;
        with_user_info(outgoing, &provider, identity, access).await?
    } else {
        let said = user_info(outgoing, &provider, access).await?.ok_or(ExchangeError::Nobody)?;
        oauth::identity(&provider, &said).ok_or(ExchangeError::Nobody)?
    };
    if let Some(url) = provider.addresses_url() {
        let list = outgoing::json(outgoing.get(url)?.bearer_auth(access)).await?;
        identity.email_address = oauth::address_of_list(&list);
        identity.email_address_verified = identity.email_address.as_ref().map(|_| true);
    }
    name_from(&mut identity, returned.user.as_deref());
    identity.tokens = Some(tokens);
    Ok(identity)
}

/// Finds out whose an `id_token` is that an application got from the provider by itself.
///
/// # Errors
/// [`ExchangeError`].
pub(crate) async fn identify_by_token(
    outgoing: &Outgoing,
    settings: &Settings,
    provider: &Provider<'_>,
    id_token: &str,
    now: UnixMs,
) -> Result<OauthIdentity, ExchangeError> {
    let claims = verified(outgoing, provider, id_token, now).await?;
    oauth::check_given_id_token(provider, settings, &claims, now)?;
    oauth::identity(provider, &claims).ok_or(ExchangeError::Nobody)
}

/// The claims of an `id_token` that one of the provider's keys signed.
async fn verified(
    outgoing: &Outgoing,
    provider: &Provider<'_>,
    id_token: &str,
    now: UnixMs,
) -> Result<Value, ExchangeError> {
    let url = provider.endpoints.jwks_url.as_deref().ok_or(ExchangeError::UnknownKey)?;
    let key = outgoing.keys.find(outgoing, url, key_name(id_token).as_deref(), now).await?;
    Ok(key.ok_or(ExchangeError::UnknownKey)?.verify::<Value>(id_token)?.claims)
}

async fn user_info(
    outgoing: &Outgoing,
    provider: &Provider<'_>,
    access: &str,
) -> Result<Option<Value>, ExchangeError> {
    let Some(url) = provider.endpoints.user_info_url.as_deref() else { return Ok(None) };
    Ok(Some(outgoing::json(outgoing.get(url)?.bearer_auth(access)).await?))
}

/// Asks for what the `id_token` leaves out: some providers put no more than the id into it.
async fn with_user_info(
    outgoing: &Outgoing,
    provider: &Provider<'_>,
    identity: OauthIdentity,
    access: &str,
) -> Result<OauthIdentity, ExchangeError> {
    if identity.email_address.is_some() {
        return Ok(identity);
    }
    let Some(said) = user_info(outgoing, provider, access).await? else { return Ok(identity) };
    let more = oauth::identity(provider, &said).ok_or(ExchangeError::Nobody)?;
    if more.subject != identity.subject {
        return Err(ExchangeError::SomebodyElse);
    }
    Ok(more)
}

/// Takes a name from outside of anything signed, where nothing better is known. Users could write any name into their
/// profile anyway.
fn name_from(identity: &mut OauthIdentity, user: Option<&str>) {
    let Some(said) = user.and_then(|text| serde_json::from_str::<Value>(text).ok()) else { return };
    let name = |pointer: &str, field| {
        let text = said.pointer(pointer).and_then(Value::as_str)?;
        nightdesk_auth::profile::name(text, field).ok().flatten()
    };
    if identity.first_name.is_none() {
        identity.first_name = name("/name/firstName", Field::FirstName);
    }
    if identity.last_name.is_none() {
        identity.last_name = name("/name/lastName", Field::LastName);
    }
}
