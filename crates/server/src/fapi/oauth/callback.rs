//! GET /v1/oauth_callback

use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use nightdesk_auth::{
    model::{Client, Digest, OauthAttempt, OauthFailure, OauthOutcome, OauthTarget},
    oauth,
};
use nightdesk_store::{Tx, clients, oauth_attempts};
use nightdesk_wire::codes::ErrorCode;

use super::apply::apply;
use crate::{
    extract::{Cx, query},
    oauth::{Returned, identify},
    present::ApiError,
};

/// Takes somebody who comes back from a provider on to the application. What came of it stands in the sign-in, the
/// sign-up or the account that they left from; that of a native client only once it shows the nonce that it is led back
/// with.
///
/// # Errors
/// `oauth_callback_failed` for a `state` that is unknown, used, too old, or of another browser: there is nowhere to lead.
pub(super) async fn callback(mut cx: Cx, uri: Uri) -> Result<Response, ApiError> {
    let param = |name| query::param(&uri, name).filter(|text| !text.is_empty());
    let state = Digest::of(&param("state").unwrap_or_default());
    let returned = Returned {
        callback_url: oauth::callback_url(&cx.tenant.instance, cx.front.proxy.as_ref()),
        code: param("code"),
        error: param("error"),
        user: param("user"),
    };
    let attempt = take(&cx, &state).await?;
    let outcome = outcome(&cx, &attempt, &returned).await;
    let location = if attempt.native {
        let (kept, location) = oauth::with_nonce(attempt, outcome, cx.app.rng(), cx.now);
        let (store, kept) = (cx.store(), &kept);
        store.write(|tx| async move { Ok::<_, ApiError>(oauth_attempts::insert(&tx, kept).await?) }).await?;
        location
    } else {
        let signed_in = finish(&mut cx, &attempt, &outcome).await?;
        attempt.complete_redirect_url.filter(|_| signed_in).unwrap_or(attempt.redirect_url)
    };
    let location = HeaderValue::from_str(&location).map_err(|error| ApiError::internal(&error))?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// Takes the way that the `state` is of, if it was begun in this browser.
///
/// Otherwise somebody could begin a way, have another go it, and be signed in as them. A native client has no cookie to
/// be recognised by; the nonce does it there. On a development instance pages have none either, and go unrecognised.
async fn take(cx: &Cx, state: &Digest) -> Result<OauthAttempt, ApiError> {
    let instance = &cx.tenant.instance;
    cx.store()
        .write(|tx| async move {
            let found = oauth_attempts::find(&tx, &instance.id, state, cx.now).await?;
            let found = found.filter(|attempt| attempt.outcome.is_none()).ok_or_else(no_way)?;
            let recognised = found.native
                || instance.environment.is_development()
                || cx.client.as_ref().is_some_and(|client| client.id == found.client_id);
            if !recognised {
                return Err(no_way());
            }
            oauth_attempts::take(&tx, &instance.id, state, cx.now).await?.ok_or_else(no_way)
        })
        .await
}

/// Asks the provider who came back. Nothing is held open meanwhile.
async fn outcome(cx: &Cx, attempt: &OauthAttempt, returned: &Returned) -> OauthOutcome {
    if let Some(error) = &returned.error {
        let denied = error == "access_denied" || error == "user_cancelled_authorize";
        return OauthOutcome::Failed(if denied {
            OauthFailure::AccessDenied
        } else {
            OauthFailure::CallbackFailed
        });
    }
    let instance = &cx.tenant.instance;
    match identify(cx.app.outgoing(), instance, attempt, returned, cx.now).await {
        Ok(identity) => OauthOutcome::Identified(Box::new(identity)),
        Err(error) => {
            tracing::warn!(%error, oauth.provider = %attempt.provider, "a sign-in at a provider failed");
            OauthOutcome::Failed(OauthFailure::CallbackFailed)
        }
    }
}

/// Goes on as the client that began the way. Returns whether somebody is signed in by that.
async fn finish(cx: &mut Cx, attempt: &OauthAttempt, outcome: &OauthOutcome) -> Result<bool, ApiError> {
    let (instance, id) = (&cx.tenant.instance.id, &attempt.client_id);
    let client = cx.store().read(|tx| async move { clients::find(&tx, instance, id).await });
    cx.client = client.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    let cx_ref = &*cx;
    let signed_in = cx
        .store()
        .write(|tx| async move {
            let signed_in = apply(cx_ref, &tx, &attempt.target, &attempt.provider, outcome).await?;
            let Some(mut client) = signed_in else { return Ok(None) };
            keep_for_the_page(&tx, &mut client, &attempt.target).await?;
            Ok::<_, ApiError>(Some(client))
        })
        .await?;
    let Some(client) = signed_in else { return Ok(false) };
    cx.adopt(client)?;
    Ok(true)
}

/// Leaves what is complete with the client until its session is touched: the page that is shown next knows nothing of it,
/// and takes from there which session it came to.
async fn keep_for_the_page(
    tx: &Tx,
    client: &mut Client,
    target: &OauthTarget,
) -> nightdesk_store::Result<()> {
    match target {
        OauthTarget::SignIn(id) => client.sign_in_id = Some(id.clone()),
        OauthTarget::SignUp(id) => client.sign_up_id = Some(id.clone()),
        OauthTarget::ExternalAccount(_) => return Ok(()),
    }
    clients::update(tx, client).await?;
    Ok(())
}

fn no_way() -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        ErrorCode::OauthCallbackFailed,
        "no such sign-in",
        "This sign-in was begun elsewhere, has been used, or is too old. Go back to the application and start over.",
    )
}
