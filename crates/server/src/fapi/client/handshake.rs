//! GET /v1/client/handshake

use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::{AppendHeaders, IntoResponse as _, Response},
};
use nightdesk_auth::{
    handshake::{self, Claims, Form, Outcome, SignedIn},
    model::{Client, Digest, Session},
    provision, refresh_token, session, session_token,
};
use nightdesk_store::{handshakes, refresh_tokens, sessions};

use crate::{
    extract::{Cx, query},
    middleware::set_cookie,
    present::{self, ApiError},
    sealed,
};

/// As hard to guess as a key.
const NONCE_CHARS: usize = 43;

/// Sends a browser back to the server-side application it came from, with what that has to set as cookies of its own to
/// know who is signed in.
///
/// It comes as a signed list, or on wish as a nonce that the application fetches the list with. `organization_id` is
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
        Some((client, session)) => Some(Minted {
            token: present::mint(&cx.tenant, session, Some(&origin), cx.now)?.jwt,
            since_secs: client.updated_at.as_secs(),
            refresh: issue_refresh(&cx, session).await?,
        }),
        None => None,
    };
    let outcome = Outcome { session: minted.as_ref().map(Minted::signed_in), dev_browser: cx.dev_browser() };
    let suffix = set_cookie::suffix(&instance.publishable_key());
    let directives = handshake::directives(&redirect, &suffix, outcome);
    let (form, text) = match query::param(&uri, "format").as_deref() {
        Some("nonce") => (Form::Nonce, keep(&cx, &directives).await?),
        _ => {
            let claims = Claims { handshake: directives };
            (Form::Token, cx.tenant.signing_key().sign(&session_token::header(instance, cx.now), &claims)?)
        }
    };

    let (location, cookie) = redirect.carry(form, &text);
    let headers = [
        (header::LOCATION, header_value(&location)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let cookie = cookie.map(|cookie| header_value(&cookie)).transpose()?;
    let cookie = AppendHeaders(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    Ok((StatusCode::TEMPORARY_REDIRECT, headers, cookie).into_response())
}

/// What a signed-in browser brings home.
struct Minted {
    token: String,
    since_secs: i64,
    refresh: Option<String>,
}

impl Minted {
    fn signed_in(&self) -> SignedIn<'_> {
        SignedIn { token: &self.token, since_secs: self.since_secs, refresh: self.refresh.as_deref() }
    }
}

/// A refresh token of the session, in production.
async fn issue_refresh(cx: &Cx, session: &Session) -> Result<Option<String>, ApiError> {
    if cx.tenant.instance.environment.is_development() {
        return Ok(None);
    }
    let (token, text) = refresh_token::issue(session, cx.app.rng(), cx.now);
    let token = &token;
    let write = cx.store().write(|tx| async move { refresh_tokens::insert(&tx, token).await });
    write.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    Ok(Some(text))
}

/// Keeps the list for the application, and returns the nonce it is fetched with.
async fn keep(cx: &Cx, directives: &[String]) -> Result<String, ApiError> {
    let nonce = provision::random_text(cx.app.rng(), NONCE_CHARS);
    let (instance, digest, now) = (&cx.tenant.instance.id, &Digest::of(&nonce), cx.now);
    let until = now.plus_secs(handshake::NONCE_SECS);
    let text = serde_json::to_string(directives).map_err(|error| ApiError::internal(&error))?;
    let sealed = &sealed::seal(&nonce, &text).map_err(|error| ApiError::internal(&error))?;
    let write = cx
        .store()
        .write(|tx| async move { handshakes::insert(&tx, instance, digest, sealed, until, now).await });
    write.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    Ok(nonce)
}

/// The client's active session, or another live one.
pub(in crate::fapi) async fn active_session(cx: &Cx) -> Result<Option<(&Client, Session)>, ApiError> {
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
