//! GET /v1/client/handshake

use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::{AppendHeaders, IntoResponse as _, Response},
};
use nightdesk_auth::{
    handshake::{self, Claims, Outcome, SignedIn},
    model::{Client, Session},
    session, session_token,
};
use nightdesk_store::sessions;

use crate::{
    extract::{Cx, query},
    middleware::set_cookie,
    present::{self, ApiError},
};

/// Sends a browser back to the server-side application it came from, with what that has to set as cookies of its own to
/// know who is signed in.
///
/// The signed list is always sent whole, also when a nonce is asked for: the SDKs take either. `organization_id` is
/// taken and changes nothing: who is not a member stays where they are, and there are no organizations yet.
///
/// # Errors
/// `form_param_nil`, `form_param_format_invalid` or `form_param_value_invalid` for a `redirect_url` that is absent, no
/// web address, or of somebody else.
pub(super) async fn handshake(cx: Cx, uri: Uri) -> Result<Response, ApiError> {
    let instance = &cx.tenant.instance;
    let redirect =
        handshake::redirect(instance, &cx.front.host, query::param(&uri, "redirect_url").as_deref())?;

    let signed_in = active_session(&cx).await?;
    let origin = redirect.origin();
    let minted = match &signed_in {
        Some((client, session)) => Some((
            present::mint(&cx.tenant, session, Some(&origin), cx.now)?.jwt,
            client.updated_at.as_secs(),
        )),
        None => None,
    };
    let outcome = Outcome {
        session: minted.as_ref().map(|(token, since_secs)| SignedIn { token, since_secs: *since_secs }),
        dev_browser: cx.dev_browser(),
    };
    let suffix = set_cookie::suffix(&instance.publishable_key());
    let claims = Claims { handshake: handshake::directives(&redirect, &suffix, outcome) };
    let token = cx.tenant.signing_key().sign(&session_token::header(instance, cx.now), &claims)?;

    let (location, cookie) = redirect.carry(&token);
    let headers = [
        (header::LOCATION, header_value(&location)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let cookie = cookie.map(|cookie| header_value(&cookie)).transpose()?;
    let cookie = AppendHeaders(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    Ok((StatusCode::TEMPORARY_REDIRECT, headers, cookie).into_response())
}

/// The client's active session, or another live one.
async fn active_session(cx: &Cx) -> Result<Option<(&Client, Session)>, ApiError> {
    let Some(client) = &cx.client else { return Ok(None) };
    let held: Vec<Session> = cx
        .store()
        .read(|tx| async move { sessions::list_live_on_client(&tx, &client.instance_id, &client.id).await })
        .await
        .map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    let active = session::active(&held, client.last_active_session_id.as_ref(), cx.now);
    Ok(active.cloned().map(|session| (client, session)))
}

/// Neither URLs once parsed nor tokens contain anything that a header could not.
fn header_value(text: &str) -> Result<HeaderValue, ApiError> {
    HeaderValue::from_str(text).map_err(|error| ApiError::internal(&error))
}
