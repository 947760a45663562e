//! POST /v1/sessions/{session_id}/refresh

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use nightdesk_auth::{
    handshake::refreshed,
    model::{Digest, Session},
    refresh_token::{self, Standing},
    session_token,
};
use nightdesk_store::{Tx, refresh_tokens, sessions};
use nightdesk_wire::{bapi, ids::SessionId};
use serde::Deserialize;
use url::Url;

use super::BackendCx;
use crate::{
    ApiError,
    bapi::body::Body,
    extract::Path,
    middleware::set_cookie,
    present::{self, Json},
};

/// Exchanges a refresh token for a new session token and the next refresh token. Whatever is wrong is answered by 401:
/// the application then sends its visitor through the handshake.
///
/// # Errors
/// `authentication_invalid`, and others about a parameter.
pub(crate) async fn refresh(
    cx: BackendCx,
    Path(id): Path<SessionId>,
    body: Body,
) -> Result<Response, ApiError> {
    let asked = Asked::read(body).map_err(|error| error.with_status(StatusCode::UNAUTHORIZED))?;
    let Asked { expired, shown, origin, as_cookies } = asked;
    if session_of(&cx, &expired)? != id {
        return Err(ApiError::unauthenticated());
    }
    let origin = Url::parse(&origin).map_err(|_| ApiError::unauthenticated())?.origin().ascii_serialization();
    let (session, next) = exchange(&cx, &id, &shown).await?.ok_or_else(ApiError::unauthenticated)?;
    let token = present::mint(&cx.tenant, &session, Some(&origin), cx.now)?;
    if !as_cookies {
        return Ok(Json(token).into_response());
    }
    let suffix = set_cookie::suffix(&cx.tenant.instance.publishable_key());
    let cookies = refreshed(&token.jwt, &next, &suffix, origin.starts_with("https://"));
    Ok(Json(bapi::Cookies { cookies }).into_response())
}

/// What the backend asks for.
struct Asked {
    expired: String,
    shown: String,
    origin: String,
    as_cookies: bool,
}

impl Asked {
    fn read(mut body: Body) -> Result<Self, ApiError> {
        let asked = Self {
            expired: body.required_text("expired_token")?,
            shown: body.required_text("refresh_token")?,
            origin: body.required_text("request_origin")?,
            as_cookies: as_cookies(body.text("format")?.flatten())?,
        };
        for told in ["request_headers", "request_originating_ip", "suffixed_cookies"] {
            body.ignore(told);
        }
        body.finish()?;
        Ok(asked)
    }
}

/// Whether the answer is to be a list of cookies.
fn as_cookies(format: Option<String>) -> Result<bool, ApiError> {
    match format.as_deref() {
        None | Some("token") => Ok(false),
        Some("cookie") => Ok(true),
        Some(_) => Err(ApiError::param(
            nightdesk_wire::codes::ErrorCode::FormParamValueInvalid,
            "format",
            "format must be token or cookie.",
        )),
    }
}

/// The session that a token of this instance is about, whether it has expired or not.
fn session_of(cx: &BackendCx, token: &str) -> Result<SessionId, ApiError> {
    #[derive(Deserialize)]
    struct Claims {
        sid: SessionId,
    }
    let key = cx.tenant.signing_key().verifying_key().map_err(|error| ApiError::internal(&error))?;
    let verified = key.verify::<Claims>(token).map_err(|_| ApiError::unauthenticated())?;
    let is_session = verified.header.cat.as_deref() == Some(session_token::CATEGORY);
    if is_session { Ok(verified.claims.sid) } else { Err(ApiError::unauthenticated()) }
}

/// Uses the token up. `None` if it is worth nothing; what is found out on the way is kept.
async fn exchange(
    cx: &BackendCx,
    id: &SessionId,
    shown: &str,
) -> Result<Option<(Session, String)>, ApiError> {
    let (instance, digest) = (cx.instance_id(), Digest::of(shown));
    let digest = &digest;
    cx.write(async |tx: Tx| {
        let session = sessions::find(&tx, instance, id).await?;
        let token = refresh_tokens::find(&tx, instance, digest).await?;
        let (Some(session), Some(token)) = (session, token) else { return Ok(None) };
        match refresh_token::judge(&token, &session, cx.now) {
            Standing::Worthless => Ok(None),
            Standing::Stolen => {
                tracing::warn!(session.id = %session.id, "an outdated refresh token was used again");
                refresh_tokens::delete_of_session(&tx, instance, &session.id).await?;
                Ok(None)
            }
            Standing::Good => {
                refresh_tokens::note_use(&tx, instance, digest, cx.now).await?;
                let (next, text) = refresh_token::issue(&session, cx.app.rng(), cx.now);
                refresh_tokens::insert(&tx, &next).await?;
                Ok(Some((session, text)))
            }
        }
    })
    .await
}
