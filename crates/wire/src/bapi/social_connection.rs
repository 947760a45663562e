//! Identity providers of an instance. No contract has them.

use serde::Serialize;

/// An identity provider, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "social_connection")]
pub struct SocialConnection {
    /// Its name.
    pub provider: String,
    /// The strategy by which clients name it.
    pub strategy: String,
    /// The name for people.
    pub name: String,
    /// Whether it is in use.
    pub enabled: bool,
    /// Who we are there.
    pub client_id: String,
    /// What to tell the provider as redirect URI.
    pub callback_url: String,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// The page for users.
    pub authorize_url: String,
    /// Gives tokens.
    pub token_url: String,
    /// Says who the user is.
    pub user_info_url: Option<String>,
    /// Who signs `id_token`s.
    pub issuer: Option<String>,
    /// By which keys.
    pub jwks_url: Option<String>,
    /// Takes tokens back.
    pub revocation_url: Option<String>,
    /// How we show who we are.
    pub token_endpoint_auth_method: &'static str,
}
