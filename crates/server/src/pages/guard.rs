//! Who may use the dashboard's API, and what a request that changes something must look like.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use nightdesk_wire::codes::ErrorCode;
use serde::de::DeserializeOwned;

use super::access::opened_instance;
use crate::{ApiError, App, Tenant};

/// Largest body of the dashboard's API; the list of allowed origins is the longest thing in it.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// A caller with an open dashboard, and its instance.
pub(super) struct Opened(pub(super) Arc<Tenant>);

impl FromRequestParts<App> for Opened {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Some(id) = opened_instance(app, &parts.headers).await? else { return Err(unauthenticated()) };
        let tenant = app.instances().by_id(app.store(), &id, app.clock().now()).await?;
        tenant.map(Self).ok_or_else(unauthenticated)
    }
}

fn unauthenticated() -> ApiError {
    ApiError::new(
        StatusCode::UNAUTHORIZED,
        ErrorCode::DashboardUnauthenticated,
        "dashboard is not open",
        "Open the dashboard with the link that the server prints when it starts.",
    )
}

/// A change that the caller's own page asked for: `T` is what its JSON body says.
pub(super) struct Change<T> {
    pub(super) tenant: Arc<Tenant>,
    pub(super) input: T,
}

impl<T: DeserializeOwned> FromRequest<App> for Change<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        check_same_origin(&parts.headers)?;
        check_json(&parts.headers)?;
        let Opened(tenant) = Opened::from_request_parts(&mut parts, app).await?;
        let body = axum::body::to_bytes(body, MAX_BODY_BYTES).await.map_err(|_| {
            ApiError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                ErrorCode::RequestBodyTooLarge,
                "body too large",
                "The request is too large.",
            )
        })?;
        let input = serde_json::from_slice(&body).map_err(|error| {
            ApiError::new(
                StatusCode::BAD_REQUEST,
                ErrorCode::RequestBodyInvalid,
                "body invalid",
                format!("The request's JSON cannot be used: {error}."),
            )
        })?;
        Ok(Self { tenant, input })
    }
}

/// Refuses what another site made a browser send: the cookie alone proves nothing.
fn check_same_origin(headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let origin =
        text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    if origin.is_some() && origin == text(header::HOST) {
        return Ok(());
    }
    Err(ApiError::new(
        StatusCode::FORBIDDEN,
        ErrorCode::CrossSiteRequest,
        "cross-site request",
        "Changes are taken from the dashboard's own pages only.",
    ))
}

/// A form on another site cannot send this type without being asked about first.
fn check_json(headers: &HeaderMap) -> Result<(), ApiError> {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(ApiError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::UnsupportedContentType,
        "not JSON",
        "Send JSON, with content-type application/json.",
    ))
}
