//! GET /v1/client/sync

use axum::{
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use nightdesk_auth::{
    Refusal, domain,
    model::{Client, ClientLink},
    provision, redirect,
    refusal::Field,
    satellite,
};
use nightdesk_store::client_links;
use url::Url;

use super::{handshake::active_session, link};
use crate::{
    extract::{Cx, query},
    fapi::redirects,
    present::ApiError,
};

/// What tells the SDK that it need not ask again.
pub(super) const SYNCED: (&str, &str) = ("__clerk_synced", "true");
/// What the satellite has the browser bring along.
pub(super) const LINK_STATE: &str = "link_state";
const CODE_CHARS: usize = 43;

/// Tells an application on another site who is signed in: sends the browser there by way of that site's own host of the
/// frontend API, where a cookie can be set: once to begin with, and once more with a code for that very browser. SDKs that
/// know only that host ask there to begin with. In development the address says which browser it is.
///
/// # Errors
/// `form_param_nil`, `form_param_format_invalid` or `form_param_value_invalid` for a `redirect_url` that is absent, no
/// address, or of somebody else, and for a `link_domain` that is no satellite, neither its name nor its host.
pub(super) async fn sync(cx: Cx, uri: Uri, headers: HeaderMap) -> Result<Response, ApiError> {
    let text = query::param(&uri, "redirect_url");
    let satellites = &cx.tenant.instance.settings.satellite_domains;
    let wanted = redirect::parse(text.as_deref())?;
    if let Some(browser) = cx.dev_browser() {
        let front = satellite::of(satellites, &wanted).map_or(&*cx.front.host, satellite::host_of);
        let mut to = redirects::checked_at(&cx, front, text.as_deref()).await?;
        to.query_pairs_mut().append_pair(SYNCED.0, SYNCED.1).append_pair("__clerk_db_jwt", browser.as_str());
        return redirects::send(StatusCode::TEMPORARY_REDIRECT, &to);
    }
    if satellite::named(satellites, &cx.front.host).is_some() {
        return link::begin(&cx, &headers, wanted.as_str());
    }
    let satellite = match query::param(&uri, "link_domain").filter(|host| !host.is_empty()) {
        Some(name) => satellite::named(satellites, &name)
            .or_else(|| satellite::named(satellites, &domain::frontend_api(&name))),
        None => satellite::of(satellites, &wanted),
    };
    let satellite = satellite.ok_or(Refusal::Unfit(Field::LinkDomain))?;
    let mut to = redirects::checked_at(&cx, satellite::host_of(satellite), text.as_deref()).await?;
    let signed_in = active_session(&cx).await?;
    let Some((client, _)) = signed_in else {
        to.query_pairs_mut().append_pair(SYNCED.0, SYNCED.1);
        return redirects::send(StatusCode::TEMPORARY_REDIRECT, &to);
    };
    let link = format!("https://{satellite}/v1/client/link");
    let mut link = Url::parse(&link).map_err(|error| ApiError::internal(&error))?;
    match query::param(&uri, LINK_STATE).filter(|state| !state.is_empty()) {
        Some(state) => {
            let code = send_over(&cx, client, satellite, &state, &to).await?;
            link.query_pairs_mut().append_pair("__clerk_token", &code);
        }
        // It comes back with something to recognise the browser by.
        None => _ = link.query_pairs_mut().append_pair("redirect_url", &text.unwrap_or_default()),
    }
    redirects::send(StatusCode::TEMPORARY_REDIRECT, &link)
}

/// Notes that the client's browser is on its way, and returns what it is recognised by there.
async fn send_over(
    cx: &Cx,
    client: &Client,
    satellite: &str,
    state: &str,
    to: &Url,
) -> Result<String, ApiError> {
    let code = provision::random_text(cx.app.rng(), CODE_CHARS);
    let link = &ClientLink {
        instance_id: client.instance_id.clone(),
        digest: satellite::digest(&code, state),
        client_id: client.id.clone(),
        host: satellite::host_of(satellite).to_owned(),
        redirect_url: Some(to.as_str().to_owned()),
        expires_at: Some(cx.now.plus_secs(satellite::ON_ITS_WAY_SECS)),
        created_at: cx.now,
    };
    let write = cx.store().write(|tx| async move { client_links::insert(&tx, link).await });
    write.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    Ok(code)
}
