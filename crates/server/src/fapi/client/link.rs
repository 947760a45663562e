//! GET /v1/client/link

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use nightdesk_auth::{
    Refusal,
    model::{Client, ClientLink, Digest},
    provision, satellite,
};
use nightdesk_store::{client_links, clients};
use url::Url;

use super::sync::{LINK_STATE, SYNCED};
use crate::{
    extract::{Cx, cookie, query},
    fapi::redirects,
    present::ApiError,
};

/// As hard to guess as a client token's own value.
const VALUE_CHARS: usize = 43;
/// What the browser keeps while it is on its way home and back.
const COOKIE: &str = "__client_link";

/// Recognises a browser that comes from `sync`, sets a cookie of this site by which it stays known, and sends it on. One
/// that comes without a code is sent to `sync` for one.
///
/// # Errors
/// `ticket_invalid` for a code that is unknown, late, was used, is of another host, or was given to another browser.
pub(super) async fn link(cx: Cx, uri: Uri, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(redirect_url) = query::param(&uri, "redirect_url") {
        return begin(&cx, &headers, &redirect_url);
    }
    let kept = cookie(&headers, COOKIE);
    let code = query::param(&uri, "__clerk_token").unwrap_or_default();
    let state = Digest::of(kept.ok_or(Refusal::TicketInvalid)?);
    let value = provision::random_text(cx.app.rng(), VALUE_CHARS);
    let (cx_ref, code, fresh) = (&cx, &satellite::digest(&code, state.as_str()), &Digest::of(&value));
    let written = cx.store().write(|tx| async move {
        let (instance, host) = (&cx_ref.tenant.instance.id, &cx_ref.front.host);
        let sent = client_links::arrive(&tx, instance, code, host, cx_ref.now).await?;
        let sent = sent.ok_or(Refusal::TicketInvalid)?;
        let client = clients::find(&tx, instance, &sent.client_id).await?.ok_or(Refusal::TicketInvalid)?;
        let to = sent.redirect_url.clone().ok_or(Refusal::TicketInvalid)?;
        let link = ClientLink { digest: fresh.clone(), redirect_url: None, expires_at: None, ..sent };
        client_links::insert(&tx, &link).await?;
        Ok::<(Client, String), ApiError>((client, to))
    });
    let (client, to) = written.await?;
    cx.hand_out_link(&client, &value)?;
    let mut to = Url::parse(&to).map_err(|error| ApiError::internal(&error))?;
    to.query_pairs_mut().append_pair(SYNCED.0, SYNCED.1);
    redirects::send(StatusCode::TEMPORARY_REDIRECT, &to)
}

/// Gives the browser something that only it keeps, and sends it home with the digest of that. Two pages of one browser
/// share it.
pub(super) fn begin(cx: &Cx, headers: &HeaderMap, redirect_url: &str) -> Result<Response, ApiError> {
    let value = cookie(headers, COOKIE)
        .filter(|kept| kept.len() == VALUE_CHARS)
        .map_or_else(|| provision::random_text(cx.app.rng(), VALUE_CHARS), str::to_owned);
    let sync = format!("{}/v1/client/sync", cx.tenant.instance.home());
    let mut sync = Url::parse(&sync).map_err(|error| ApiError::internal(&error))?;
    sync.query_pairs_mut()
        .append_pair("redirect_url", redirect_url)
        .append_pair("link_domain", &cx.front.host)
        .append_pair(LINK_STATE, Digest::of(&value).as_str());
    let age = satellite::ON_ITS_WAY_SECS;
    let path = cx.front.proxy.as_ref().map_or("", |proxy| &proxy.path);
    let cookie = format!(
        "{COOKIE}={value}; Path={path}/v1/client/link; Secure; HttpOnly; SameSite=Lax; Max-Age={age}"
    );
    let cookie = HeaderValue::from_str(&cookie).map_err(|error| ApiError::internal(&error))?;
    let mut answer = redirects::send(StatusCode::TEMPORARY_REDIRECT, &sync)?;
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(answer)
}
