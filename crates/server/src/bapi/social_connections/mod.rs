//! /v1/social_connections: the identity providers of the instance. No contract has it; the paths are ours.

mod delete;
mod list;
mod put;

pub(crate) use delete::delete;
pub(crate) use list::{get, list};
use nightdesk_auth::{
    model::Instance,
    oauth::{self, Provider},
};
use nightdesk_wire::bapi::SocialConnection;
pub(crate) use put::put;

use super::cx::BackendCx;

/// A connection as owners see it: everything but the secret.
fn present(instance: &Instance, provider: &Provider<'_>) -> SocialConnection {
    let endpoints = &provider.endpoints;
    SocialConnection {
        provider: provider.provider.to_owned(),
        strategy: oauth::strategy(provider.provider),
        name: provider.name().to_owned(),
        enabled: provider.connection.enabled,
        client_id: provider.connection.client_id.clone(),
        callback_url: oauth::callback_url(instance, None),
        scopes: provider.scopes().into_iter().map(str::to_owned).collect(),
        authorize_url: endpoints.authorize_url.clone(),
        token_url: endpoints.token_url.clone(),
        user_info_url: endpoints.user_info_url.clone(),
        issuer: endpoints.issuer.clone(),
        jwks_url: endpoints.jwks_url.clone(),
        revocation_url: endpoints.revocation_url.clone(),
        token_endpoint_auth_method: endpoints.token_auth.as_str(),
    }
}
