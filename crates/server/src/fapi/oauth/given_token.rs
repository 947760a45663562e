//! An `id_token` that an application got from a provider itself, by the provider's own button or SDK.

use nightdesk_auth::{Refusal, model::OauthIdentity, oauth::Provider, refusal::Field};

use crate::{
    extract::{Cx, Form},
    oauth::{ExchangeError, identify_by_token},
    present::ApiError,
};

/// Google's button.
pub(in crate::fapi) const ONE_TAP: &str = "google_one_tap";
const PREFIX: &str = "oauth_token_";
const MAX_BYTES: usize = 8 * 1024;

/// The provider whose tokens a strategy takes, if it is one that takes tokens.
pub(in crate::fapi) fn provider_of(strategy: &str) -> Option<&str> {
    if strategy == ONE_TAP { Some("google") } else { strategy.strip_prefix(PREFIX) }
}

/// Who the form's `token` says somebody is.
///
/// # Errors
/// `form_param_value_invalid` for a provider that the instance does not use or that signs no such tokens, and for a token
/// that is not to be believed; `form_param_nil` without one; `service_unavailable` if the provider's keys cannot be read.
pub(in crate::fapi) async fn identify(
    cx: &Cx,
    form: &Form,
    provider: &str,
) -> Result<OauthIdentity, ApiError> {
    let settings = &cx.tenant.instance.settings;
    let provider = Provider::find(settings, provider)
        .filter(|provider| provider.connection.enabled && provider.signs_id_tokens())
        .ok_or(Refusal::Unfit(Field::Strategy))?;
    let token = form.long_text("token", MAX_BYTES)?.filter(|token| !token.is_empty());
    let token = token.ok_or(Refusal::Missing(Field::Token))?;
    identify_by_token(cx.app.outgoing(), settings, &provider, &token, cx.now).await.map_err(|error| {
        tracing::warn!(%error, oauth.provider = %provider.provider, "a token of a provider was not taken");
        match error {
            ExchangeError::Outgoing(error) => {
                ApiError::unavailable(&error, "The provider's keys could not be read just now. Try again.")
            }
            _ => Refusal::Unfit(Field::Token).into(),
        }
    })
}
