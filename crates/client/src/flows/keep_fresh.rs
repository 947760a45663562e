//! An open popup, panel or tab renews the session token before it expires.

use super::get_token::{Good, attempt};
use crate::Result;
use crate::effect::{Reply, TokenRequest};
use crate::machine::Cx;

/// How often storage is looked at while nobody is signed in, and how soon after a failure.
const PAUSE_MS: u32 = 3_000;

/// Keeps a server that mints useless tokens from being asked without a pause.
const SHORTEST_WAIT_MS: u32 = 250;

/// Timers of a page that sleeps run late; waking up now and then bounds by how much.
const LONGEST_WAIT_MS: u32 = 60_000;

/// Runs for as long as the context lives; only the first call of a context does anything. Contexts that
/// are open together take turns, and whoever comes second finds the token renewed.
///
/// # Errors
/// None: trouble is met by trying again.
pub(crate) async fn keep_fresh(cx: &Cx) -> Result<Reply> {
    if !cx.start_keeping_fresh() {
        return Ok(Reply::Done);
    }
    loop {
        let wait = match next_due(cx).await {
            Some(at) if at > cx.now() => u32::try_from(at - cx.now()).unwrap_or(LONGEST_WAIT_MS),
            Some(_) => match attempt(cx, &TokenRequest::default(), Good::ToKeep).await {
                Ok(Some(_)) => SHORTEST_WAIT_MS,
                _ => PAUSE_MS,
            },
            None => PAUSE_MS,
        };
        cx.sleep(wait.clamp(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)).await;
    }
}

/// When the active session's token is to be renewed: at once if it has expired, never if nobody is signed in.
async fn next_due(cx: &Cx) -> Option<i64> {
    let view = cx.read().await.ok()?;
    let state = view.state.as_ref().filter(|state| state.is_signed_in())?;
    let token = state.token(&state.need(&TokenRequest::default())?);
    let good = token.filter(|token| !state.in_doubt && token.is_good_at(cx.now()));
    Some(good.map_or(cx.now(), |token| token.renew_at()))
}
