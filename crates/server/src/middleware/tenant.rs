//! Which instance a request is for.

use axum::{
    extract::Request,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use nightdesk_wire::codes::ErrorCode;

use super::{front::Front, set_cookie};
use crate::{
    app::App,
    extract::{Credentials, Transport},
    present::ApiError,
};

/// Finds the instance by the host and puts it, and what the caller shows, where handlers find them.
pub(super) async fn tenant<F>(app: &App, mut request: Request, next: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    let host = host.unwrap_or_default();
    match app.instances().by_host(app.store(), host, app.clock().now()).await {
        Ok(Some(tenant)) => {
            let environment = tenant.instance.environment;
            let front = match Front::of(app, &tenant, host, request.headers()).await {
                Ok(front) => front,
                Err(error) => return ApiError::from(error).into_response(),
            };
            let kept =
                if environment.is_development() { set_cookie::kept(&tenant.instance) } else { String::new() };
            let mut credentials = Credentials::of(environment, &kept, request.uri(), request.headers());
            // A link that leads here has no query of the SDK's; a form that another site sends has no such excuse.
            if credentials.transport == Transport::DevBrowser && request.method().is_safe() {
                credentials = credentials.or_first_party_cookie(request.headers());
            }
            request.extensions_mut().insert(front);
            request.extensions_mut().insert(tenant);
            request.extensions_mut().insert(credentials);
            next(request).await
        }
        Ok(None) => ApiError::new(
            StatusCode::BAD_REQUEST,
            ErrorCode::HostInvalid,
            "unknown host",
            "No instance answers on this host. Use the host inside the publishable key.",
        )
        .into_response(),
        Err(error) => ApiError::from(error).into_response(),
    }
}
