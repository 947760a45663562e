//! GET /.well-known/openid-configuration and /.well-known/oauth-authorization-server
//!
//! Applications cannot sign users in by OAuth here yet. The contract wants the endpoints named all the same; that no
//! scope, grant or response is supported says that there is nothing to get from them.

use std::sync::Arc;

use axum::Extension;
use nightdesk_wire::well_known::{OAuthServer, OpenIdConfiguration};

use crate::{instances::Tenant, present::Json};

const CLAIMS: [&str; 9] = ["sub", "iss", "aud", "exp", "iat", "email", "email_verified", "name", "picture"];

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
        scopes_supported: Vec::new(),
        response_types_supported: Vec::new(),
        response_modes_supported: Vec::new(),
        grant_types_supported: Vec::new(),
        subject_types_supported: vec!["public"],
        id_token_signing_alg_values_supported: vec!["RS256"],
        token_endpoint_auth_methods_supported: Vec::new(),
        claims_supported: CLAIMS.to_vec(),
        code_challenge_methods_supported: Vec::new(),
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
        response_types_supported: Vec::new(),
        grant_types_supported: Vec::new(),
        token_endpoint_auth_methods_supported: Vec::new(),
        scopes_supported: Vec::new(),
        subject_types_supported: vec!["public"],
        id_token_signing_alg_values_supported: vec!["RS256"],
        claims_supported: CLAIMS.to_vec(),
        code_challenge_methods_supported: Vec::new(),
    })
}
