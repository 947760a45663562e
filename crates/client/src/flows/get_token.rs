//! A session token that works: from storage while it is good, else minted once for all contexts.

use alloc::string::String;

use super::fetch_client::fetch_client;
use super::mint::mint;
use crate::effect::{Reply, TokenRequest};
use crate::machine::Cx;
use crate::state::State;
use crate::Result;

/// Delays before the second and third attempt, in milliseconds; jitter of up to the same is added.
const RETRY_AFTER_MS: [u32; 2] = [250, 1_000];

/// A server that asks for more patience than this gets it from the caller.
const LONGEST_RETRY_SECS: u32 = 3;

/// The token for `ask`, or `None` if nobody is signed in. Callers of one context that want the same token
/// share one attempt.
///
/// # Errors
/// Passing trouble after three attempts, a refusal at once. Neither signs anybody out.
pub(crate) async fn get_token(cx: &Cx, ask: TokenRequest) -> Result<Reply> {
    if ask.skip_cache {
        return with_retries(cx, &ask, Good::Never).await;
    }
    let mut need = ask.session.clone().unwrap_or_default();
    for part in [&ask.template, &ask.organization] {
        need.push('|');
        need.push_str(part.as_deref().unwrap_or("?"));
    }
    cx.once(need, with_retries(cx, &ask, Good::ToGiveOut)).await
}

/// When a stored token will do.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Good {
    ToGiveOut,
    /// It is not time yet to renew it.
    ToKeep,
    Never,
}

async fn with_retries(cx: &Cx, ask: &TokenRequest, good: Good) -> Result<Reply> {
    for delay in RETRY_AFTER_MS {
        match attempt(cx, ask, good).await {
            Err(error) if error.is_passing() => {
                let asked = error.retry_after_secs();
                if asked > LONGEST_RETRY_SECS {
                    return Err(error);
                }
                cx.sleep((asked * 1000).max(delay + delay * cx.jitter() / 1000)).await;
            }
            result => return result.map(Reply::Token),
        }
    }
    attempt(cx, ask, good).await.map(Reply::Token)
}

/// One attempt; between attempts other contexts get their turn.
pub(crate) async fn attempt(cx: &Cx, ask: &TokenRequest, good: Good) -> Result<Option<String>> {
    if let Some(jwt) = cx.read().await?.certain().and_then(|state| stored(state, ask, good, cx.now())) {
        return Ok(Some(jwt));
    }
    let _turn = cx.turn().await?;
    let view = cx.read().await?;
    if let Some(jwt) = view.certain().and_then(|state| stored(state, ask, good, cx.now())) {
        return Ok(Some(jwt));
    }
    let (mut state, ground) = view.into_state();
    if ground.jwt.is_none() {
        if ground.to_adopt() {
            cx.forget(&ground).await?;
        }
        return Ok(None);
    }
    let result = obtain(cx, &mut state, ask, good).await;
    let stored = cx.write(&state, &ground).await;
    let token = result?;
    // A token that could not be stored is a token all the same; a sign-out that could not be is not done.
    match (stored, &token) {
        (Err(error), None) => Err(error),
        _ => Ok(token),
    }
}

/// Asks the server, as little as the need allows.
async fn obtain(cx: &Cx, state: &mut State, ask: &TokenRequest, good: Good) -> Result<Option<String>> {
    if !state.is_certain() {
        if let Err(error) = fetch_client(cx, state).await {
            // Better a token that is still good than none, while the server cannot say.
            return match stored(state, ask, good, cx.now()) {
                Some(jwt) if error.is_passing() => Ok(Some(jwt)),
                _ => Err(error),
            };
        }
        if let Some(jwt) = stored(state, ask, good, cx.now()) {
            return Ok(Some(jwt));
        }
    }
    if !has_asked_for(state, ask) {
        return Ok(None);
    }
    match mint(cx, state, ask).await {
        Ok(jwt) => Ok(Some(jwt)),
        Err(error) if error.questions_the_session() => {
            fetch_client(cx, state).await?;
            if has_asked_for(state, ask) { Err(error) } else { Ok(None) }
        }
        Err(error) => Err(error),
    }
}

fn has_asked_for(state: &State, ask: &TokenRequest) -> bool {
    match &ask.session {
        Some(id) => state.has_session(id),
        None => state.is_signed_in(),
    }
}

fn stored(state: &State, ask: &TokenRequest, good: Good, now: i64) -> Option<String> {
    let token = state.token(&state.need(ask)?)?;
    let will_do = match good {
        Good::ToGiveOut => token.is_good_at(now),
        Good::ToKeep => token.is_good_at(now) && now < token.renew_at(),
        Good::Never => false,
    };
    will_do.then(|| token.jwt.clone())
}
