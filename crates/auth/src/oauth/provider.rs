//! A provider as an instance uses it: what the owner told, and the preset for the rest.

use std::borrow::Cow;

use super::preset::{Claims, Preset, STANDARD};
use crate::model::{OauthEndpoints, Settings, SocialConnection};

const CUSTOM: &str = "custom_";
const MAX_CUSTOM_CHARS: usize = 32;

/// An identity provider of an instance.
#[derive(Debug)]
pub struct Provider<'a> {
    /// As in `oauth_<provider>`.
    pub provider: &'a str,
    pub connection: &'a SocialConnection,
    pub endpoints: Cow<'a, OauthEndpoints>,
    pub preset: Option<&'static Preset>,
}

impl<'a> Provider<'a> {
    /// The provider that a strategy names, if the instance uses it.
    #[must_use]
    pub fn of_strategy(settings: &'a Settings, strategy: &str) -> Option<Self> {
        Self::find(settings, strategy.strip_prefix("oauth_")?).filter(|provider| provider.connection.enabled)
    }

    /// The provider of this name, in use or not.
    #[must_use]
    pub fn find(settings: &'a Settings, provider: &str) -> Option<Self> {
        let (provider, connection) = settings.social_connections.get_key_value(provider)?;
        Self::new(provider, connection)
    }

    /// Every provider that the instance uses.
    pub fn enabled(settings: &'a Settings) -> impl Iterator<Item = Self> {
        settings
            .social_connections
            .iter()
            .filter(|(_, connection)| connection.enabled)
            .filter_map(|(provider, connection)| Self::new(provider, connection))
    }

    /// A provider and what was told of it. `None` for one that is no preset and has no endpoints.
    #[must_use]
    pub fn new(provider: &'a str, connection: &'a SocialConnection) -> Option<Self> {
        let preset = Preset::of(provider);
        let endpoints = match &connection.endpoints {
            Some(endpoints) => Cow::Borrowed(endpoints),
            None => Cow::Owned(preset?.endpoints()),
        };
        Some(Self { provider, connection, endpoints, preset })
    }

    /// The name for people.
    #[must_use]
    pub fn name(&self) -> &str {
        let usual = || self.preset.map_or(self.provider, |preset| preset.name);
        self.connection.name.as_deref().unwrap_or_else(usual)
    }

    /// What is asked for.
    #[must_use]
    pub fn scopes(&self) -> Vec<&str> {
        if !self.connection.scopes.is_empty() {
            return self.connection.scopes.iter().map(String::as_str).collect();
        }
        self.preset.map_or(&["openid", "profile", "email"][..], |preset| preset.scopes).to_vec()
    }

    /// Whether the provider's `id_token` says who the user is.
    #[must_use]
    pub fn signs_id_tokens(&self) -> bool {
        self.endpoints.issuer.is_some() && self.endpoints.jwks_url.is_some()
    }

    /// Where the list of a user's addresses is. The preset's list belongs to the preset's own endpoints.
    #[must_use]
    pub fn addresses_url(&self) -> Option<&'static str> {
        self.preset.filter(|_| self.connection.endpoints.is_none())?.addresses_url
    }

    pub(super) fn pkce(&self) -> bool {
        self.preset.is_none_or(|preset| preset.pkce)
    }

    pub(super) fn claims(&self) -> &'static Claims {
        // Endpoints of the owner's own that sign id_tokens speak OpenID Connect, whatever the provider is called.
        let own = self.connection.endpoints.is_some() && self.signs_id_tokens();
        self.preset.filter(|_| !own).map_or(&STANDARD, |preset| preset.claims)
    }
}

/// The strategy of a provider.
#[must_use]
pub fn strategy(provider: &str) -> String {
    format!("oauth_{provider}")
}

/// Whether a connection can have this name: that of a preset, or `custom_` and letters.
#[must_use]
pub fn is_provider_name(text: &str) -> bool {
    let custom = text.strip_prefix(CUSTOM).is_some_and(|name| {
        (1..=MAX_CUSTOM_CHARS).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    custom || Preset::of(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_presets_or_marked_as_custom() {
        assert!(is_provider_name("google") && is_provider_name("custom_acme"));
        for text in ["", "acme", "custom_", "custom_A", "custom_a_b", "oauth_google"] {
            assert!(!is_provider_name(text), "{text}");
        }
    }
}
