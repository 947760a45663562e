//! The hosted account pages: `/sign-in`, `/sign-up`, `/user`, `/verify`, `/waitlist`.
//!
//! A page is a document that names its instance, and a script, the same for all, that draws the elements and talks to this
//! API as any page does: by cookie. Where a browser goes on that is signed in is decided here and nowhere else: the script
//! only asks for the page again.

mod document;
mod onward;

use axum::{
    Router,
    extract::{Path, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::{Next, from_fn},
    response::{IntoResponse as _, Response},
};
use nightdesk_auth::model::{SessionStatus, SignUpMode};

use self::document::{Document, Page, Problem};
use super::client::active_session;
use crate::{
    app::App,
    embedded::ACCOUNT_PAGES,
    extract::{Cx, query},
    present::ApiError,
    routing::get,
};

/// No inline code, nothing from elsewhere, no framing, and no address of these pages for anybody.
const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Tickets are in it.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/sign-in", get(|cx: Cx, uri: Uri| attempt(cx, uri, Page::SignIn)))
        .route("/sign-up", get(|cx: Cx, uri: Uri| attempt(cx, uri, Page::SignUp)))
        .route("/user", get(user))
        .route("/verify", get(|cx: Cx, uri: Uri| other(cx, uri, Page::Verify)))
        .route("/waitlist", get(|cx: Cx, uri: Uri| other(cx, uri, Page::Waitlist)))
        .route("/account-pages/{file}", get(file))
        .layer(from_fn(add_security_headers))
}

async fn add_security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The application's home, or the account of whoever comes here by hand.
async fn home(cx: Cx) -> Result<Response, ApiError> {
    let to = onward::home(&cx)?;
    onward::go(&cx, &to)
}

/// The page to sign in or up at. Whoever is signed in, and has no ticket to hand in, goes on to where it is asked to lead.
async fn attempt(cx: Cx, uri: Uri, page: Page) -> Result<Response, ApiError> {
    if let Some(response) = onward::handed_over(&cx, &uri)? {
        return Ok(response);
    }
    let to = match onward::after(&cx, &uri, page).await {
        Ok(to) => to,
        Err(refused) if refused.status == StatusCode::UNPROCESSABLE_ENTITY => {
            return Document::of(&cx, page).with(Problem::Redirect).show();
        }
        Err(error) => return Err(error),
    };
    let has_ticket = query::param(&uri, "__clerk_ticket").is_some();
    // Browser SDKs say behind the `#` where to, which only the script sees: it comes back with that in the query.
    if !has_ticket && onward::is_asked(&uri, page) && is_signed_in(&cx).await? {
        return onward::go(&cx, &to);
    }
    let has_begun = has_ticket || cx.client.as_ref().is_some_and(|client| client.sign_up_id.is_some());
    match cx.tenant.instance.settings.sign_up_mode() {
        SignUpMode::Restricted if page == Page::SignUp && !has_begun => {
            Document::of(&cx, page).with(Problem::Restricted).show()
        }
        SignUpMode::Waitlist if page == Page::SignUp && !has_begun => onward::to_page(&uri, "/waitlist"),
        _ => Document::of(&cx, page).show(),
    }
}

/// The account of who is signed in; others sign in first.
async fn user(cx: Cx, uri: Uri) -> Result<Response, ApiError> {
    if let Some(response) = onward::handed_over(&cx, &uri)? {
        return Ok(response);
    }
    if is_signed_in(&cx).await? {
        return Document::of(&cx, Page::User).show();
    }
    onward::see_other("/sign-in?redirect_url=%2Fuser")
}

/// A page for anybody.
async fn other(cx: Cx, uri: Uri, page: Page) -> Result<Response, ApiError> {
    if let Some(response) = onward::handed_over(&cx, &uri)? {
        return Ok(response);
    }
    let has_waitlist = cx.tenant.instance.settings.sign_up_mode() == SignUpMode::Waitlist;
    if page == Page::Waitlist && !has_waitlist {
        return Document::of(&cx, page).with(Problem::Waitlist).show();
    }
    Document::of(&cx, page).show()
}

/// Whether somebody is signed in here who has no task left to do.
async fn is_signed_in(cx: &Cx) -> Result<bool, ApiError> {
    let session = active_session(cx).await?;
    Ok(session.is_some_and(|(_, session)| session.status_at(cx.now) == SessionStatus::Active))
}

/// `GET /account-pages/{file}`
async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let found = ACCOUNT_PAGES.serve(&name, &headers, StatusCode::OK);
    // The document is one only once it says whose it is.
    let found = found.filter(|_| name != document::TEMPLATE);
    found.unwrap_or_else(|| ApiError::not_found("The file").into_response())
}
