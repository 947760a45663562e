//! An open popup, panel or tab renews the session token before it expires.

use super::get_token::attempt;
use crate::error::Result;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::{Text, text};
use crate::token::{Good, Times};
use crate::view::View;

/// How often storage is looked at while nobody is signed in, and how soon after a failure.
const PAUSE_MS: f64 = 3_000.0;

/// Keeps a server that mints useless tokens from being asked without a pause.
const SHORTEST_WAIT_MS: f64 = 250.0;

/// Timers of a page that sleeps run late; waking up now and then bounds by how much.
const LONGEST_WAIT_MS: f64 = 60_000.0;

/// Runs for as long as the context lives; only the first call of a context does anything. Contexts that
/// are open together take turns, and whoever comes second finds the token renewed.
///
/// # Errors
/// None: trouble is met by trying again.
pub(crate) async fn keep_fresh(cx: Cx) -> Result<Text> {
    if !cx.start_keeping_fresh() {
        return Ok(text(&[b"{}"]));
    }
    loop {
        let left = match View::read(&cx, false).await {
            Ok(view) if view.state.is_signed_in() => view.left(),
            _ => PAUSE_MS,
        };
        let wait = if left > 0.0 {
            left
        } else {
            match attempt(&cx, Json::NONE, Good::ToKeep).await {
                Ok(jwt) if !jwt.is_empty() => SHORTEST_WAIT_MS,
                _ => PAUSE_MS,
            }
        };
        cx.sleep(wait.clamp(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)).await;
    }
}

impl View<'_> {
    /// How long until the active session's token is to be renewed; nothing if it has expired.
    fn left(&self) -> f64 {
        let jwt = self.token(Json::NONE, Good::ToGiveOut);
        let token = self.state.token(&self.state.need(Json::NONE));
        // NaN without a token, and no maximum is NaN.
        (token.number_of("until") - Times::of(&jwt).renewal() - self.cx.now()).max(0.0)
    }
}
