//! GET /v1/client/handshake

use axum::{
    extract::RawQuery,
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use nightdesk_auth::{
    model::{Environment, Session},
    origin, session_token,
};
use nightdesk_jws::Header;
use nightdesk_store::sessions;
use nightdesk_wire::codes::ErrorCode;
use serde::Serialize;

use crate::{
    extract::{Cx, query},
    middleware::set_cookie,
    present::{self, ApiError},
};

/// What the backend writes as cookies of its own site.
#[derive(Debug, Serialize)]
struct Handshake {
    handshake: Vec<String>,
}

/// Sends a browser back to the backend it came from, with what that backend needs to know who is signed in: the cookies
/// to set, as a signed text. In development it travels in the query, in production as a cookie of the whole site.
///
/// # Errors
/// `form_param_missing` without a `redirect_url`, `origin_invalid` for one that leads elsewhere than to the application.
pub(super) async fn handshake(cx: Cx, RawQuery(query): RawQuery) -> Result<Response, ApiError> {
    let target = redirect_target(&cx, query.as_deref().unwrap_or_default())?;
    let session = active_session(&cx).await?;
    let payload = Handshake { handshake: directives(&cx, session.as_ref())? };
    let instance = &cx.tenant.instance;
    let header = Header {
        kid: Some(instance.id.as_str().to_owned()),
        cat: Some(session_token::CATEGORY.to_owned()),
        ..Header::jwt()
    };
    let token = cx.tenant.signing_key().sign(&header, &payload)?;
    match instance.environment {
        Environment::Development => redirect(&with_param(&target, "__clerk_handshake", &token)),
        Environment::Production => {
            let mut response = redirect(&target)?;
            let domain = set_cookie::domain_attribute(instance);
            // Long enough for the redirect, and no longer: the backend takes it off again.
            let cookie = format!("__clerk_handshake={token}; Path=/{domain}; Max-Age=300; Secure; SameSite=None");
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
            Ok(response)
        }
    }
}

/// Where the browser came from. Only the application's own origins: the answer carries tokens.
fn redirect_target(cx: &Cx, query: &str) -> Result<String, ApiError> {
    let mut urls = query::pairs(query).filter_map(Result::ok).filter(|(name, _)| name == "redirect_url");
    let Some((_, url)) = urls.next() else {
        return Err(ApiError::param(ErrorCode::FormParamMissing, "redirect_url", "redirect_url is missing."));
    };
    let parsed = url.parse::<Uri>().ok();
    let origin = parsed.as_ref().and_then(|uri| Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?)));
    let web = origin.as_deref().is_some_and(origin::is_web);
    if web && origin.is_some_and(|origin| origin::allowed(&cx.tenant.instance, &origin)) {
        return Ok(url.into_owned());
    }
    Err(ApiError::new(
        StatusCode::BAD_REQUEST,
        ErrorCode::OriginInvalid,
        "redirect_url not allowed",
        "redirect_url leads to an origin that is not allowed. Add it to the instance's allowed origins.",
    ))
}

async fn active_session(cx: &Cx) -> Result<Option<Session>, ApiError> {
    let Some(client) = &cx.client else { return Ok(None) };
    let Some(id) = &client.last_active_session_id else { return Ok(None) };
    let found: Option<Session> = cx
        .store()
        .read(|tx| async move {
            sessions::find_on_client(&tx, &client.instance_id, &client.id, id).await.map_err(ApiError::from)
        })
        .await?;
    Ok(found.filter(|session| session.is_live(cx.now)))
}

/// The cookies to set, with and without the suffix that tells applications on one site apart.
fn directives(cx: &Cx, session: Option<&Session>) -> Result<Vec<String>, ApiError> {
    let suffix = set_cookie::suffix(&cx.tenant.instance.publishable_key());
    let names = |base: &str| [base.to_owned(), format!("{base}_{suffix}")];
    let mut cookies = Vec::new();
    match session {
        Some(session) => {
            let jwt = present::mint(&cx.tenant, session, cx.origin.as_deref(), cx.now)?.jwt;
            let uat = cx.client.as_ref().map_or(0, |client| client.updated_at.as_secs());
            cookies.extend(names("__session").map(|name| format!("{name}={jwt}; Path=/; SameSite=Lax")));
            cookies.extend(names("__client_uat").map(|name| format!("{name}={uat}; Path=/; SameSite=Lax")));
        }
        None => {
            cookies.extend(names("__session").map(|name| format!("{name}=; Path=/; Max-Age=0")));
            cookies.extend(names("__client_uat").map(|name| format!("{name}=0; Path=/; SameSite=Lax")));
        }
    }
    if let Some(browser) = cx.dev_browser() {
        cookies.extend(names("__clerk_db_jwt").map(|name| format!("{name}={browser}; Path=/; SameSite=Lax")));
    }
    Ok(cookies)
}

/// `url` with one more parameter, in front of its fragment.
fn with_param(url: &str, name: &str, value: &str) -> String {
    let (url, fragment) = url.split_once('#').map_or((url, String::new()), |(url, rest)| (url, format!("#{rest}")));
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}{name}={value}{fragment}")
}

fn redirect(url: &str) -> Result<Response, ApiError> {
    let location = HeaderValue::from_str(url).map_err(|_| {
        ApiError::param(ErrorCode::FormParamFormatInvalid, "redirect_url", "redirect_url is not a URL.")
    })?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::TEMPORARY_REDIRECT, headers).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_goes_in_front_of_the_fragment() {
        assert_eq!(with_param("http://a/b", "h", "t"), "http://a/b?h=t");
        assert_eq!(with_param("http://a/b?c=d#e", "h", "t"), "http://a/b?c=d&h=t#e");
    }
}
