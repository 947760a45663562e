//! POST /v1/actor_tokens

use nightdesk_auth::{
    model::{ActorToken, TicketStatus},
    ticket::{self, Ticket},
};
use nightdesk_store::{actor_tokens, users};
use nightdesk_wire::{
    bapi,
    codes::ErrorCode,
    ids::{ActorTokenId, UserId},
};
use serde_json::Value;

use super::{BackendCx, present_token};
use crate::{ApiError, bapi::body::Body, present::Json};

const DEFAULT_LIFE_SECS: i64 = 60 * 60;
const DEFAULT_SESSION_SECS: i64 = 30 * 60;
/// So that the end still is a time that every client can read.
const MAX_SECS: i64 = 10 * 365 * 24 * 60 * 60;
/// The actor travels in every token of the session.
const MAX_ACTOR_BYTES: usize = 1024;

/// Makes a ticket with which somebody acts as a user, once.
///
/// # Errors
/// `resource_not_found`, `form_param_missing`, `form_param_value_invalid`, `form_param_format_invalid`.
pub(super) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::ActorToken>, ApiError> {
    let user_id = body.required_text("user_id")?;
    let actor = body.metadata("actor")?;
    let life_secs = secs(&mut body, "expires_in_seconds", DEFAULT_LIFE_SECS)?;
    let session_max_secs = secs(&mut body, "session_max_duration_in_seconds", DEFAULT_SESSION_SECS)?;
    body.finish()?;
    let is_named = |actor: &Value| actor["sub"].as_str().is_some_and(|sub| !sub.is_empty());
    let is_short = |actor: &Value| actor.to_string().len() <= MAX_ACTOR_BYTES;
    let actor = actor.filter(is_named).filter(is_short).ok_or_else(|| {
        let text = format!(
            "actor must be an object with the actor's id in sub, of at most {MAX_ACTOR_BYTES} bytes."
        );
        ApiError::param(ErrorCode::FormParamValueInvalid, "actor", text)
    })?;
    issue(&cx, user_id, actor, life_secs, session_max_secs).await.map(Json)
}

/// Makes the ticket: `actor` is an object with `sub`.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn issue(
    cx: &BackendCx,
    user_id: String,
    actor: Value,
    life_secs: i64,
    session_max_secs: i64,
) -> Result<bapi::ActorToken, ApiError> {
    let token = ActorToken {
        id: ActorTokenId::generate(cx.now, cx.random()),
        instance_id: cx.instance_id().clone(),
        user_id: UserId::parse(user_id).map_err(|_| ApiError::not_found("The user"))?,
        actor,
        status: TicketStatus::Pending,
        session_max_secs,
        expires_at: cx.now.plus_secs(life_secs),
        created_at: cx.now,
        updated_at: cx.now,
    };
    let named = Ticket::ActorToken(token.id.clone());
    let text = ticket::write(&named, cx.instance_id(), token.expires_at, cx.tenant.hmac_key())?;
    let store = cx.write(async |tx| {
        let user = users::find(&tx, &token.instance_id, &token.user_id).await?;
        user.ok_or_else(|| ApiError::not_found("The user"))?;
        Ok(actor_tokens::insert(&tx, &token).await?)
    });
    store.await?;
    tracing::info!(actor_token.id = %token.id, user.id = %token.user_id, "actor token made");
    let url = ticket::accept_url(&cx.tenant.instance, &text);
    Ok(present_token(token, Some(text), Some(url)))
}

fn secs(body: &mut Body, name: &str, default: i64) -> Result<i64, ApiError> {
    let secs = body.number(name)?.unwrap_or(default);
    if (1..=MAX_SECS).contains(&secs) {
        return Ok(secs);
    }
    let text = format!("{name} must be between 1 and {MAX_SECS}.");
    Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text))
}
