//! Whether a connection can be used.

use thiserror::Error;
use url::Url;

use crate::{
    model::{Environment, SocialConnection},
    oauth::{Provider, is_provider_name},
    origin::is_loopback,
};

/// Why a connection is refused. The text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConnectionError {
    #[error("must be the name of a known provider, or custom_ and up to 32 lower-case letters")]
    UnknownProvider,
    #[error("must not be empty")]
    Empty { field: &'static str },
    #[error("must be given, or an issuer: only known providers have endpoints of their own")]
    EndpointsMissing,
    #[error("must be an https address; http and this machine are for development instances")]
    Unreachable { field: &'static str },
    #[error("must be given: without it, or issuer and jwks_url, nothing says who a user is")]
    NothingIdentifies,
}

impl ConnectionError {
    /// The parameter that it is about.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::UnknownProvider => "provider",
            Self::Empty { field } | Self::Unreachable { field } => field,
            Self::EndpointsMissing => "authorize_url",
            Self::NothingIdentifies => "user_info_url",
        }
    }
}

/// Checks a connection before it is stored.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(
    provider: &str,
    connection: &SocialConnection,
    environment: Environment,
) -> Result<(), ConnectionError> {
    if !is_provider_name(provider) {
        return Err(ConnectionError::UnknownProvider);
    }
    if connection.client_id.trim().is_empty() {
        return Err(ConnectionError::Empty { field: "client_id" });
    }
    if connection.client_secret.expose().trim().is_empty() {
        return Err(ConnectionError::Empty { field: "client_secret" });
    }
    let provider = Provider::new(provider, connection).ok_or(ConnectionError::EndpointsMissing)?;
    let endpoints = &provider.endpoints;
    let urls = [
        ("authorize_url", Some(&endpoints.authorize_url)),
        ("token_url", Some(&endpoints.token_url)),
        ("user_info_url", endpoints.user_info_url.as_ref()),
        ("jwks_url", endpoints.jwks_url.as_ref()),
        ("revocation_url", endpoints.revocation_url.as_ref()),
    ];
    for (field, url) in urls {
        if url.is_some_and(|url| !is_reachable(url, environment)) {
            return Err(ConnectionError::Unreachable { field });
        }
    }
    if endpoints.user_info_url.is_none() && !provider.signs_id_tokens() {
        return Err(ConnectionError::NothingIdentifies);
    }
    Ok(())
}

/// Whether this server may call an address: by https, and in development also this machine by http.
#[must_use]
pub fn is_reachable(text: &str, environment: Environment) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let Some(host) = url.host_str() else { return false };
    let plain = url.username().is_empty() && url.password().is_none();
    let loopback = is_loopback(host);
    let secure = url.scheme() == "https" && !loopback;
    let local = environment.is_development() && loopback && matches!(url.scheme(), "http" | "https");
    plain && (secure || local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OauthEndpoints, Secret, TokenAuth};

    fn connection(token_url: &str) -> SocialConnection {
        SocialConnection {
            enabled: true,
            client_id: "id".to_owned(),
            client_secret: Secret::new("secret"),
            name: None,
            scopes: Vec::new(),
            endpoints: Some(OauthEndpoints {
                authorize_url: "https://id.example.com/authorize".to_owned(),
                token_url: token_url.to_owned(),
                user_info_url: Some("https://id.example.com/me".to_owned()),
                issuer: None,
                jwks_url: None,
                revocation_url: None,
                token_auth: TokenAuth::Post,
            }),
        }
    }

    #[test]
    fn this_machine_and_plain_http_are_for_development() {
        let verdict = |url: &str, environment| check("custom_acme", &connection(url), environment);
        let local = "http://127.0.0.1:9000/token";
        assert_eq!(verdict(local, Environment::Development), Ok(()));
        let refused = Err(ConnectionError::Unreachable { field: "token_url" });
        assert_eq!(verdict(local, Environment::Production), refused);
        assert_eq!(verdict("https://localhost/token", Environment::Production), refused);
        for url in
            ["http://id.example.com/token", "https://a:b@id.example.com/token", "file:///etc/passwd", ""]
        {
            for environment in [Environment::Development, Environment::Production] {
                assert_eq!(verdict(url, environment), refused, "{url}");
            }
        }
        assert_eq!(verdict("https://id.example.com/token", Environment::Production), Ok(()));
    }

    #[test]
    fn what_nobody_knows_needs_endpoints_and_something_that_identifies() {
        let bare = SocialConnection { endpoints: None, ..connection("") };
        assert_eq!(check("google", &bare, Environment::Production), Ok(()));
        assert_eq!(
            check("custom_acme", &bare, Environment::Production),
            Err(ConnectionError::EndpointsMissing)
        );
        let mut blind = connection("https://id.example.com/token");
        blind.endpoints.as_mut().unwrap().user_info_url = None;
        let verdict = check("custom_acme", &blind, Environment::Production);
        assert_eq!(verdict, Err(ConnectionError::NothingIdentifies));
        assert_eq!(check("acme", &blind, Environment::Production), Err(ConnectionError::UnknownProvider));
    }
}
