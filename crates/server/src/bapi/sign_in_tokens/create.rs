//! POST /v1/sign_in_tokens

use nightdesk_auth::{
    model::{SignInToken, TicketStatus},
    ticket::{self, Ticket},
};
use nightdesk_store::{sign_in_tokens, users};
use nightdesk_wire::{
    bapi,
    codes::ErrorCode,
    ids::{SignInTokenId, UserId},
};

use super::present_token;
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    present::Json,
};

const DEFAULT_LIFE_SECS: i64 = 30 * 24 * 60 * 60;
/// So that the end still is a time that every client can read.
const MAX_LIFE_SECS: i64 = 10 * 365 * 24 * 60 * 60;

/// Makes a ticket that signs a user in once.
///
/// # Errors
/// `resource_not_found`, `form_param_missing`, `form_param_value_invalid`.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::SignInToken>, ApiError> {
    let user_id = body.required_text("user_id")?;
    let life_secs = body.number("expires_in_seconds")?.unwrap_or(DEFAULT_LIFE_SECS);
    body.unsupported(&["org_id"])?;
    body.finish()?;
    if !(1..=MAX_LIFE_SECS).contains(&life_secs) {
        let text = format!("expires_in_seconds must be between 1 and {MAX_LIFE_SECS}.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "expires_in_seconds", text));
    }
    let token = SignInToken {
        id: SignInTokenId::generate(cx.now, cx.random()),
        instance_id: cx.instance_id().clone(),
        user_id: UserId::parse(user_id).map_err(|_| ApiError::not_found("The user"))?,
        status: TicketStatus::Pending,
        expires_at: cx.now.plus_secs(life_secs),
        created_at: cx.now,
        updated_at: cx.now,
    };
    let named = Ticket::SignInToken(token.id.clone());
    let text = ticket::write(&named, cx.instance_id(), token.expires_at, cx.tenant.hmac_key())?;
    let store = cx.write(async |tx| {
        let user = users::find(&tx, &token.instance_id, &token.user_id).await?;
        user.ok_or_else(|| ApiError::not_found("The user"))?;
        Ok(sign_in_tokens::insert(&tx, &token).await?)
    });
    store.await?;
    let url = ticket::accept_url(&cx.tenant.instance, &text);
    Ok(Json(present_token(&token, Some(text), Some(url))))
}
