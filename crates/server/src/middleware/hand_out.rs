//! Credentials in the answer, by the transport they came with.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::Response,
};

use super::{front::Front, set_cookie};
use crate::{
    app::App,
    extract::{Credentials, Outgoing, Transport, create_dev_browser},
    instances::Tenant,
};

const CLERK_DB_JWT: HeaderName = HeaderName::from_static("clerk-db-jwt");

/// Writes what the handler wants handed out.
///
/// On development instances every answer carries the development browser, errors too: the official extension client
/// throws away what it has when an answer comes without one. In production a token is sent only to callers who do not
/// have it: sending it always would let a late answer overwrite a newer one.
pub(super) async fn hand_out<F>(app: &App, request: Request, next: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    let extensions = request.extensions();
    let (Some(tenant), Some(credentials), Some(front)) = (
        extensions.get::<Arc<Tenant>>().cloned(),
        extensions.get::<Credentials>().cloned(),
        extensions.get::<Front>().cloned(),
    ) else {
        return next(request).await;
    };
    // A preflight is the browser's own question; the request it is about comes next.
    let is_api = request.uri().path().starts_with("/v1/") && request.method() != Method::OPTIONS;

    let mut response = next(request).await;

    let served = response.status().is_success() || response.status().is_redirection();
    let outgoing = credentials.take_outgoing();
    let headers = response.headers_mut();
    match outgoing {
        Some(Outgoing::DevBrowser(id)) => insert(headers, CLERK_DB_JWT, id.as_str()),
        Some(Outgoing::ClientToken { token, uat }) => {
            let cookies = set_cookie::client(&tenant.instance, &front.host, &token, uat);
            give(headers, credentials.transport, &token, cookies);
        }
        Some(Outgoing::NoClient) => {
            give(headers, credentials.transport, "", set_cookie::no_client(&tenant.instance, &front.host));
        }
        None if credentials.transport == Transport::DevBrowser && is_api => {
            if let Some(shown) = &credentials.dev_browser {
                insert(headers, CLERK_DB_JWT, shown.as_str());
            } else if served {
                match create_dev_browser(app, &tenant, app.clock().now()).await {
                    Ok(id) => insert(response.headers_mut(), CLERK_DB_JWT, id.as_str()),
                    // The caller had none, so it loses nothing; it gets one with its next request.
                    Err(error) => tracing::warn!(%error, "no development browser could be made"),
                }
            }
        }
        None => {}
    }
    if credentials.by_cookie {
        keep(&tenant, &front, &credentials, response.headers_mut());
    }
    response
}

/// Sets the cookies of a page that shows no development browser, unless it has them.
fn keep(tenant: &Tenant, front: &Front, credentials: &Credentials, headers: &mut HeaderMap) {
    let id = headers.get(CLERK_DB_JWT).and_then(|value| value.to_str().ok());
    let Some(id) = id.filter(|id| credentials.dev_browser.as_ref().is_none_or(|known| known.as_str() != *id))
    else {
        return;
    };
    for cookie in set_cookie::dev_browser(&tenant.instance, &front.host, id) {
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}

/// Gives the caller a client token in the way it keeps one; an empty token makes it forget.
fn give(headers: &mut HeaderMap, transport: Transport, token: &str, cookies: [String; 3]) {
    if transport != Transport::Cookie {
        insert(headers, header::AUTHORIZATION, &format!("Bearer {token}"));
    }
    if transport != Transport::Native {
        for value in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
