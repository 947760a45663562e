//! Where the hosted pages lead.

use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::{AppendHeaders, IntoResponse as _, Response},
};
use url::Url;

use super::document::Page;
use crate::{
    extract::{Cx, query},
    fapi::redirects,
    middleware::set_cookie,
    present::ApiError,
};

/// In development, which browser it is: SDKs add it to addresses of other hosts, and take it from there.
const DEV_BROWSER: &str = "__clerk_db_jwt";

/// Where to go on after a sign-in, by what SDKs call it; the first one counts.
const AFTER_SIGN_IN: [&str; 4] =
    ["sign_in_force_redirect_url", "redirect_url", "sign_in_fallback_redirect_url", "after_sign_in_url"];
const AFTER_SIGN_UP: [&str; 4] =
    ["sign_up_force_redirect_url", "redirect_url", "sign_up_fallback_redirect_url", "after_sign_up_url"];

/// Where the page leads once its work is done: where it was asked to, if that is allowed, else home.
///
/// # Errors
/// `form_param_format_invalid` or `form_param_value_invalid` for a place that is none, or of somebody else.
pub(super) async fn after(cx: &Cx, uri: &Uri, page: Page) -> Result<Url, ApiError> {
    let mut wanted = names(page).into_iter().filter_map(|name| query::param(uri, name));
    let Some(wanted) = wanted.find(|wanted| !wanted.trim().is_empty()) else { return home(cx) };
    // A path is one of this host. What it says in truth is judged afterwards, as any other address.
    let absolute = if wanted.starts_with('/') { own(cx)?.join(&wanted).ok() } else { None };
    redirects::checked(cx, Some(absolute.as_ref().map_or(wanted.as_str(), Url::as_str))).await
}

/// Whether the page is asked to lead somewhere, be it home.
pub(super) fn is_asked(uri: &Uri, page: Page) -> bool {
    names(page).into_iter().any(|name| query::param(uri, name).is_some())
}

const fn names(page: Page) -> [&'static str; 4] {
    match page {
        Page::SignUp => AFTER_SIGN_UP,
        _ => AFTER_SIGN_IN,
    }
}

/// The application's home, or else the page of the account.
///
/// # Errors
/// None that a stored instance could have.
pub(super) fn home(cx: &Cx) -> Result<Url, ApiError> {
    match &cx.tenant.instance.settings.pages.home_url {
        Some(home) => Url::parse(home).map_err(|error| ApiError::internal(&error)),
        None => own(cx)?.join("/user").map_err(|error| ApiError::internal(&error)),
    }
}

fn own(cx: &Cx) -> Result<Url, ApiError> {
    Url::parse(&cx.tenant.issuer).map_err(|error| ApiError::internal(&error))
}

/// Sends the browser to a place that was checked; in development with what it is known by, unless that is a page of ours.
///
/// # Errors
/// None that a checked place could have.
pub(super) fn go(cx: &Cx, to: &Url) -> Result<Response, ApiError> {
    if to.origin() == own(cx)?.origin() {
        let path = &to[url::Position::BeforePath..];
        // By whichever scheme it came here. Two slashes would name another host.
        return if path.starts_with("//") {
            redirects::send(StatusCode::SEE_OTHER, to)
        } else {
            see_other(path)
        };
    }
    let mut to = to.clone();
    if let Some(browser) = cx.dev_browser()
        && matches!(to.scheme(), "http" | "https")
    {
        let kept = to.query_pairs().filter(|(name, _)| name != DEV_BROWSER);
        let kept: Vec<_> = kept.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        to.query_pairs_mut().clear().extend_pairs(kept).append_pair(DEV_BROWSER, browser.as_str());
    }
    redirects::send(StatusCode::SEE_OTHER, &to)
}

/// Sends the browser to another page of ours with what this one was asked for.
///
/// # Errors
/// None that an address of a request could have.
pub(super) fn to_page(uri: &Uri, path: &str) -> Result<Response, ApiError> {
    see_other(&uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
}

/// Sends the browser to a path of this host.
///
/// # Errors
/// For what no header could hold.
pub(super) fn see_other(path: &str) -> Result<Response, ApiError> {
    let location = HeaderValue::from_str(path).map_err(|error| ApiError::internal(&error))?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// On development instances an application says in the address which browser it is. That goes on as our own cookie, and the
/// browser to the same page without it: an address is read over shoulders, and kept in histories.
///
/// # Errors
/// None that an address of a request could have.
pub(super) fn handed_over(cx: &Cx, uri: &Uri) -> Result<Option<Response>, ApiError> {
    let (Some(browser), Some(_)) = (cx.dev_browser(), query::param(uri, DEV_BROWSER)) else {
        return Ok(None);
    };
    let is_other = |pair: &&str| {
        let mut name = query::pairs(pair).filter_map(Result::ok).map(|(name, _)| name);
        name.next().is_none_or(|name| name != DEV_BROWSER)
    };
    let others: Vec<_> = uri.query().unwrap_or_default().split('&').filter(is_other).collect();
    let rest = if others.is_empty() { String::new() } else { format!("?{}", others.join("&")) };
    let cookies = set_cookie::dev_browser(&cx.tenant.instance, &cx.front.host, browser.as_str());
    let cookies = cookies.map(|cookie| (header::SET_COOKIE, cookie));
    let response = see_other(&format!("{}{rest}", uri.path()))?;
    Ok(Some((AppendHeaders(cookies), response).into_response()))
}
