//! GET /v1/verify

use axum::{
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use nightdesk_auth::{
    Refusal,
    email_link::{self, Outcome, Place, Subject},
    model::{Client, Link},
};
use nightdesk_wire::ids::SessionId;
use url::Url;

use super::{me, redirects, sign_ins, sign_ups};
use crate::{
    extract::{Cx, Transport, query},
    present::ApiError,
};

/// The parameter that says what came of a link.
const STATUS: &str = "__clerk_status";

/// What following a link brought.
pub(super) struct Followed {
    pub(super) outcome: Outcome,
    /// Where to go with it.
    pub(super) link: Link,
    pub(super) session: Option<SessionId>,
    /// The client that asked for the link, if something changed on it.
    pub(super) client: Option<Client>,
}

/// Follows a link that was sent by e-mail, and leads to the address that was given when it was asked for, with the result
/// in `__clerk_status` and, if somebody is signed in by it, `__clerk_created_session`.
///
/// # Errors
/// `verification_invalid_link_token` for what is no link of this instance, or one whose subject is gone; a person is led to
/// the page that says so.
pub(super) async fn verify(cx: Cx, headers: HeaderMap, uri: Uri) -> Result<Response, ApiError> {
    let page = format!("{}/verify?{STATUS}={}", cx.home(), Outcome::Failed.as_str());
    let page = Url::parse(&page).map_err(|error| ApiError::internal(&error))?;
    redirects::or_page(follow(cx, &uri).await, &headers, &page)
}

async fn follow(mut cx: Cx, uri: &Uri) -> Result<Response, ApiError> {
    let token = query::param(uri, "token").unwrap_or_default();
    let (subject, secret) = email_link::read(&token, &cx.tenant.instance.id, cx.tenant.hmac_key())?;
    let followed = match &subject {
        Subject::SignIn(id) => sign_ins::follow_link(&cx, id, &secret).await?,
        Subject::SignUp(id) => sign_ups::follow_link(&cx, id, &secret).await?,
        Subject::EmailAddress(id) => me::follow_link(&cx, id, &secret).await?,
    };
    let location = location(&cx, &followed).await?;
    if let Some(session) = &followed.session {
        tracing::info!(session.id = %session, "signed in by a link");
    }
    // The client may be another than the one that the link was followed on, whose token is none of this one's business.
    let is_own = |client: &Client| cx.client.as_ref().is_some_and(|own| own.id == client.id);
    if let Some(client) = followed.client.filter(is_own) {
        cx.adopt(client)?;
    }
    redirects::send(StatusCode::SEE_OTHER, &location)
}

/// Where the caller is, as far as links are concerned.
pub(super) fn place(cx: &Cx) -> Place<'_> {
    // A development browser that the address does not show was made for this very request.
    let unknown = cx.credentials.transport == Transport::DevBrowser && cx.credentials.dev_browser.is_none();
    if unknown { Place::Unknown } else { Place::Client(cx.client.as_ref().map(|client| &client.id)) }
}

/// A link that the caller asks for, leading to `redirect_url`, or to the page that tells what came of it.
///
/// # Errors
/// `form_param_format_invalid` or `form_param_value_invalid` about the address.
pub(super) async fn link(cx: &Cx, client: &Client, redirect_url: Option<&str>) -> Result<Link, ApiError> {
    let page = format!("{}/verify", cx.home());
    let redirect_url = redirects::checked(cx, Some(redirect_url.unwrap_or(&page))).await?.to_string();
    Ok(Link { redirect_url, client_id: client.id.clone(), followed_at_client: None })
}

/// The address of a link.
pub(super) fn address(cx: &Cx, subject: &Subject, secret: &str) -> Result<String, ApiError> {
    let token = email_link::write(subject, &cx.tenant.instance.id, secret, cx.tenant.hmac_key())?;
    Ok(format!("{}/v1/verify?token={token}", cx.home()))
}

/// No link of ours, or one whose subject is gone.
pub(super) fn gone() -> ApiError {
    Refusal::LinkInvalid.into()
}

/// The address asked for, which may be allowed no more, with the result.
async fn location(cx: &Cx, followed: &Followed) -> Result<Url, ApiError> {
    const SESSION: &str = "__clerk_created_session";
    let mut url = redirects::checked(cx, Some(&followed.link.redirect_url)).await?;
    let kept: Vec<_> = url
        .query_pairs()
        .filter(|(name, _)| name != STATUS && name != SESSION)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let mut pairs = url.query_pairs_mut();
    pairs.clear().extend_pairs(kept).append_pair(STATUS, followed.outcome.as_str());
    if let Some(session) = &followed.session {
        pairs.append_pair(SESSION, session.as_str());
    }
    drop(pairs);
    Ok(url)
}
