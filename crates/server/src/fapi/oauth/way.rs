//! The way to a provider, as a form asks for it.

use nightdesk_auth::{
    Refusal,
    model::{OauthAttempt, OauthTarget},
    oauth::{self, Provider, Wanted},
    redirect,
    refusal::Field,
};
use nightdesk_wire::ids::ClientId;
use url::Url;

use crate::{
    extract::{Cx, Form, Transport},
    fapi::redirects,
    present::ApiError,
};

/// What strategies of providers start with.
pub(in crate::fapi) const PREFIX: &str = "oauth_";

/// A way that may be begun: the instance uses the provider, and the user may be led back where the form says.
#[derive(Debug, Clone)]
pub(in crate::fapi) struct Way {
    pub(in crate::fapi) provider: String,
    wanted: Wanted,
}

impl Way {
    /// Reads `redirect_url` and the wishes beside it.
    ///
    /// # Errors
    /// `form_param_value_invalid` for a provider that the instance does not use, or a place that nobody is led back to;
    /// `form_param_nil` and `form_param_format_invalid` for the `redirect_url`.
    pub(in crate::fapi) async fn read(cx: &Cx, form: &Form, strategy: &str) -> Result<Self, ApiError> {
        let instance = &cx.tenant.instance;
        let provider = Provider::of_strategy(&instance.settings, strategy);
        let provider = provider.ok_or(Refusal::Unfit(Field::Strategy))?.provider.to_owned();
        let redirect_url = form.long_text("redirect_url", redirect::MAX_BYTES)?;
        let redirect_url = redirects::checked(cx, redirect_url.as_deref()).await?;
        let complete_redirect_url = complete(cx, form, &redirect_url).await?;
        let scopes = form.texts("additional_scope")?;
        let additional_scopes =
            scopes.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect();
        let wanted = Wanted {
            callback_url: oauth::callback_url(instance, cx.front.proxy.as_ref()),
            redirect_url: redirect_url.into(),
            complete_redirect_url,
            additional_scopes,
            login_hint: form.filled("oidc_login_hint")?,
            prompt: form.filled("oidc_prompt")?,
        };
        Ok(Self { provider, wanted })
    }

    /// Begins it for `target`.
    ///
    /// # Errors
    /// `form_param_value_invalid` if the provider was taken out of use meanwhile.
    pub(in crate::fapi) fn begin(
        &self,
        cx: &Cx,
        client: &ClientId,
        target: OauthTarget,
    ) -> Result<(OauthAttempt, String), ApiError> {
        let instance = &cx.tenant.instance;
        let provider = Provider::find(&instance.settings, &self.provider);
        let provider = provider.ok_or(Refusal::Unfit(Field::Strategy))?;
        let native = cx.credentials.transport == Transport::Native;
        let rng = cx.app.rng();
        oauth::begin(instance, &provider, self.wanted.clone(), client, target, native, rng, cx.now)
            .map_err(|error| ApiError::internal(&error))
    }
}

/// Where the form wants to go if nothing is missing any more: SDKs send what the application wrote, which may be a path.
async fn complete(cx: &Cx, form: &Form, redirect_url: &Url) -> Result<Option<String>, ApiError> {
    let wanted = form.long_text("action_complete_redirect_url", redirect::MAX_BYTES)?;
    let Some(wanted) = wanted.filter(|text| !text.is_empty()) else { return Ok(None) };
    let absolute = redirect_url.join(&wanted).map_or(wanted, String::from);
    Ok(Some(redirects::checked(cx, Some(&absolute)).await?.into()))
}
