//! Documents under `/.well-known/`.

use alloc::{string::String, vec::Vec};

use serde::Serialize;

/// What OpenID Connect clients read first (OpenID Connect Discovery 1.0, section 3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenIdConfiguration {
    /// `iss` of every token.
    pub issuer: String,
    /// Where a user lets an application in.
    pub authorization_endpoint: String,
    /// Where codes become tokens.
    pub token_endpoint: String,
    /// Where tokens are taken back.
    pub revocation_endpoint: String,
    /// Where tokens are looked into.
    pub introspection_endpoint: String,
    /// Who a token is about.
    pub userinfo_endpoint: String,
    /// The public keys.
    pub jwks_uri: String,
    /// What can be asked for.
    pub scopes_supported: Vec<&'static str>,
    /// How the user comes back.
    pub response_types_supported: Vec<&'static str>,
    /// By which way.
    pub response_modes_supported: Vec<&'static str>,
    /// What becomes a token.
    pub grant_types_supported: Vec<&'static str>,
    /// Whether a user has one id for all.
    pub subject_types_supported: Vec<&'static str>,
    /// How id tokens are signed.
    pub id_token_signing_alg_values_supported: Vec<&'static str>,
    /// How applications prove who they are.
    pub token_endpoint_auth_methods_supported: Vec<&'static str>,
    /// What id tokens say.
    pub claims_supported: Vec<&'static str>,
    /// How the proof key is sent.
    pub code_challenge_methods_supported: Vec<&'static str>,
    /// Whether applications hear of a sign-out.
    pub backchannel_logout_supported: bool,
    /// Whether browsers tell them.
    pub frontchannel_logout_supported: bool,
}

/// What OAuth clients read first (RFC 8414).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OAuthServer {
    /// `iss` of every token.
    pub issuer: String,
    /// Where a user lets an application in.
    pub authorization_endpoint: String,
    /// Where codes become tokens.
    pub token_endpoint: String,
    /// Where tokens are taken back.
    pub revocation_endpoint: String,
    /// The public keys.
    pub jwks_uri: String,
    /// How the user comes back.
    pub response_types_supported: Vec<&'static str>,
    /// What becomes a token.
    pub grant_types_supported: Vec<&'static str>,
    /// How applications prove who they are.
    pub token_endpoint_auth_methods_supported: Vec<&'static str>,
    /// What can be asked for.
    pub scopes_supported: Vec<&'static str>,
    /// Whether a user has one id for all.
    pub subject_types_supported: Vec<&'static str>,
    /// How id tokens are signed.
    pub id_token_signing_alg_values_supported: Vec<&'static str>,
    /// What id tokens say.
    pub claims_supported: Vec<&'static str>,
    /// How the proof key is sent.
    pub code_challenge_methods_supported: Vec<&'static str>,
}

/// Applications of Apple's systems that share passwords and passkeys with the instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AppleAppSiteAssociation {
    /// Of what they share.
    pub webcredentials: WebCredentials,
}

/// Who shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WebCredentials {
    /// Ids of the applications, with the team's prefix.
    pub apps: Vec<String>,
}

/// A statement about an Android application (Digital Asset Links).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssetLink {
    /// What it may do.
    pub relation: Vec<&'static str>,
    /// Which application.
    pub target: AssetTarget,
}

/// An Android application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssetTarget {
    /// Always `android_app`.
    pub namespace: &'static str,
    /// Its name.
    pub package_name: String,
    /// Whose signature it has.
    pub sha256_cert_fingerprints: Vec<String>,
}

/// Origins that may use the instance's passkeys (WebAuthn level 3, related origins).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelatedOrigins {
    /// The origins.
    pub origins: Vec<String>,
}
