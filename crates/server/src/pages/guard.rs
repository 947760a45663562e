//! Who may use the dashboard's API, and what a request that changes something must look like.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use nightdesk_wire::{codes::ErrorCode, ids::InstanceId};
use serde::de::DeserializeOwned;

use super::access::{Visitor, visitor};
use crate::{
    ApiError, App, Tenant,
    audit::{self, Act},
    bapi::cx::Granted,
};

/// Largest body of the dashboard's API; the list of allowed origins is the longest thing in it.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Which instance of the application is meant, by its id. Without it, the one that the dashboard was opened for.
const INSTANCE: HeaderName = HeaderName::from_static("nightdesk-instance");

/// A caller with an open dashboard, and the instance that is meant.
#[derive(Clone)]
pub(super) struct Opened(pub(super) Arc<Tenant>, pub(super) Arc<Visitor>);

/// Lets requests of an open dashboard on, and writes down what they changed.
///
/// # Errors
/// `cross_site_request`, `unsupported_content_type`, `dashboard_unauthenticated`, `dashboard_instance_not_found`,
/// `dashboard_admin_required`.
pub(super) async fn let_in(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let changes = !request.method().is_safe();
    if changes {
        check_own_page(request.headers())?;
    }
    let visitor = Arc::new(visitor(&app, request.headers()).await?.ok_or_else(unauthenticated)?);
    let tenant = instance_of(&app, &visitor, request.headers()).await?;
    request.extensions_mut().insert(Granted(Arc::clone(&tenant)));
    request.extensions_mut().insert(Opened(Arc::clone(&tenant), Arc::clone(&visitor)));
    if !changes {
        return Ok(next.run(request).await);
    }
    let act = Act::of(&request);
    let response = next.run(request).await;
    Ok(audit::note(&app, &tenant, &visitor.actor(), act, response).await)
}

/// The instance that a request means. An admin may name any of the application, whoever opened the dashboard by a link
/// the link's own.
///
/// # Errors
/// `dashboard_unauthenticated`, `dashboard_instance_not_found`, `dashboard_admin_required`.
async fn instance_of(app: &App, visitor: &Visitor, headers: &HeaderMap) -> Result<Arc<Tenant>, ApiError> {
    let (store, now) = (app.store(), app.clock().now());
    let opened = app.instances().by_id(store, &visitor.session.instance_id, now).await?;
    let opened = opened.ok_or_else(unauthenticated)?;
    let Some(named) = headers.get(&INSTANCE) else { return Ok(opened) };
    let id = named.to_str().ok().and_then(|id| InstanceId::parse(id).ok()).ok_or_else(instance_not_found)?;
    if id == opened.instance.id {
        return Ok(opened);
    }
    let application = &visitor.require_admin()?.application_id;
    let found = app.instances().of_application(store, application, &id, now).await?;
    found.ok_or_else(instance_not_found)
}

/// The same answer for one that does not exist and for one of somebody else.
fn instance_not_found() -> ApiError {
    ApiError::new(
        StatusCode::NOT_FOUND,
        ErrorCode::DashboardInstanceNotFound,
        "instance not found",
        "Your application has no such instance.",
    )
}

/// Refuses a change that the dashboard's own pages did not ask for.
///
/// # Errors
/// `cross_site_request`, `unsupported_content_type`.
pub(super) fn check_own_page(headers: &HeaderMap) -> Result<(), ApiError> {
    check_same_origin(headers)?;
    check_json(headers)
}

impl FromRequestParts<App> for Opened {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        parts.extensions.get().cloned().ok_or_else(unauthenticated)
    }
}

pub(super) fn unauthenticated() -> ApiError {
    ApiError::new(
        StatusCode::UNAUTHORIZED,
        ErrorCode::DashboardUnauthenticated,
        "dashboard is not open",
        "Sign in, or open the dashboard with the link that the server prints when it starts.",
    )
}

/// A change that the caller's own page asked for: `T` is what its JSON body says.
pub(super) struct Change<T> {
    pub(super) tenant: Arc<Tenant>,
    pub(super) visitor: Arc<Visitor>,
    pub(super) input: T,
}

impl<T: DeserializeOwned> FromRequest<App> for Change<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let Opened(tenant, visitor) = Opened::from_request_parts(&mut parts, app).await?;
        Ok(Self { tenant, visitor, input: read_json(body, MAX_BODY_BYTES).await? })
    }
}

/// What a JSON body of at most `limit` bytes says.
///
/// # Errors
/// `request_body_too_large`, `request_body_invalid`.
pub(super) async fn read_json<T: DeserializeOwned>(body: Body, limit: usize) -> Result<T, ApiError> {
    let body = axum::body::to_bytes(body, limit).await.map_err(|_| {
        ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::RequestBodyTooLarge,
            "body too large",
            "The request is too large.",
        )
    })?;
    serde_json::from_slice(&body).map_err(|error| {
        ApiError::new(
            StatusCode::BAD_REQUEST,
            ErrorCode::RequestBodyInvalid,
            "body invalid",
            format!("The request's JSON cannot be used: {error}."),
        )
    })
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
