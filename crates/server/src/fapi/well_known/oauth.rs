//! GET /.well-known/openid-configuration and /.well-known/oauth-authorization-server

use std::sync::Arc;

use axum::Extension;
use nightdesk_wire::well_known::{OAuthServer, OpenIdConfiguration};

use crate::{instances::Tenant, present::Json};

const SCOPES: [&str; 4] = ["openid", "profile", "email", "public_metadata"];
const CLAIMS: [&str; 9] = ["sub", "iss", "aud", "exp", "iat", "email", "email_verified", "name", "picture"];
const GRANTS: [&str; 2] = ["authorization_code", "refresh_token"];
const AUTH_METHODS: [&str; 3] = ["client_secret_basic", "client_secret_post", "none"];

/// What OpenID Connect clients read first.
pub(super) async fn openid(Extension(tenant): Extension<Arc<Tenant>>) -> Json<OpenIdConfiguration> {
    let at = |path: &str| format!("{}{path}", tenant.issuer);
    Json(OpenIdConfiguration {
        issuer: tenant.issuer.clone(),
        authorization_endpoint: at("/oauth/authorize"),
        token_endpoint: at("/oauth/token"),
        revocation_endpoint: at("/oauth/token/revoke"),
        introspection_endpoint: at("/oauth/token_info"),
        userinfo_endpoint: at("/oauth/userinfo"),
        jwks_uri: at("/.well-known/jwks.json"),
        scopes_supported: SCOPES.to_vec(),
        response_types_supported: vec!["code"],
        response_modes_supported: vec!["query", "form_post"],
        grant_types_supported: GRANTS.to_vec(),
        subject_types_supported: vec!["public"],
        id_token_signing_alg_values_supported: vec!["RS256"],
        token_endpoint_auth_methods_supported: AUTH_METHODS.to_vec(),
        claims_supported: CLAIMS.to_vec(),
        code_challenge_methods_supported: vec!["S256"],
        backchannel_logout_supported: false,
        frontchannel_logout_supported: false,
    })
}

/// What OAuth clients read first.
pub(super) async fn server(Extension(tenant): Extension<Arc<Tenant>>) -> Json<OAuthServer> {
    let at = |path: &str| format!("{}{path}", tenant.issuer);
    Json(OAuthServer {
        issuer: tenant.issuer.clone(),
        authorization_endpoint: at("/oauth/authorize"),
        token_endpoint: at("/oauth/token"),
        revocation_endpoint: at("/oauth/token/revoke"),
        jwks_uri: at("/.well-known/jwks.json"),
        response_types_supported: vec!["code"],
        grant_types_supported: GRANTS.to_vec(),
        token_endpoint_auth_methods_supported: AUTH_METHODS.to_vec(),
        scopes_supported: SCOPES.to_vec(),
        subject_types_supported: vec!["public"],
        id_token_signing_alg_values_supported: vec!["RS256"],
        claims_supported: CLAIMS.to_vec(),
        code_challenge_methods_supported: vec!["S256"],
    })
}
