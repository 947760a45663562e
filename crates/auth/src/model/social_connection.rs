//! Identity providers that an instance's owner has set up.

use serde::{Deserialize, Serialize};

use super::{Secret, stored_enum::stored_enum};

/// What an owner has told of a provider. Stored with the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialConnection {
    pub enabled: bool,
    pub client_id: String,
    /// Never answered back.
    pub client_secret: Secret,
    /// Shown on the button, instead of the provider's usual name.
    #[serde(default)]
    pub name: Option<String>,
    /// Asked for instead of the provider's usual ones.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Used instead of the provider's usual ones.
    #[serde(default)]
    pub endpoints: Option<OauthEndpoints>,
}

/// Where a provider answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OauthEndpoints {
    pub authorize_url: String,
    pub token_url: String,
    /// Says who the user is, if no `id_token` does.
    #[serde(default)]
    pub user_info_url: Option<String>,
    /// Who signs `id_token`s, and by which keys. Without both, none is looked at.
    #[serde(default)]
    pub issuer: Option<String>,
    #[serde(default)]
    pub jwks_url: Option<String>,
    /// Takes tokens back (RFC 7009).
    #[serde(default)]
    pub revocation_url: Option<String>,
    #[serde(default = "post")]
    pub token_auth: TokenAuth,
}

const fn post() -> TokenAuth {
    TokenAuth::Post
}

/// How we show a provider who we are (RFC 6749 section 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAuth {
    Post,
    Basic,
}

stored_enum!(TokenAuth { Post = "client_secret_post", Basic = "client_secret_basic" });
