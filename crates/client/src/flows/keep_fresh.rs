//! Renews the session token before it expires: an open popup, panel or tab for as long as it lives, a worker
//! once for each alarm that wakes it.

use super::attempt::attempt;
use crate::error::Result;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::Text;
use crate::token::Good;
use crate::view::View;
use crate::write::Object;

/// How soon a page tries again after a failure, and looks at storage while nobody is signed in.
const PAUSE_MS: f64 = 3_000.0;

/// Timers of a page that sleeps run late; waking up now and then bounds by how much.
const LONGEST_WAIT_MS: f64 = 60_000.0;

/// How far trouble stretches an alarm's period.
const LONGEST_PERIOD_MINUTES: f64 = 15.0;

/// Only the first call of a page does anything. Contexts that are open together take turns, and whoever comes
/// second finds the token renewed.
///
/// For an alarm, the reply says `when` to call again and the `periodInMinutes` in which to do it from then on,
/// should this context die before it has set the next alarm; neither if there is nothing to renew, or nobody at
/// the machine to do it for. The period is also what remembers, across workers, how long trouble has lasted.
///
/// # Errors
/// None: trouble is met by trying again.
pub(crate) async fn keep_fresh(cx: Cx, ask: Text) -> Result<Text> {
    let ask = Json(&ask);
    let mut reply = Object::new();
    // Only an alarm has a period.
    let before = ask.number_of("period");
    if before.is_nan() && !cx.start_keeping_fresh() || ask.get("idle").is_true() {
        return Ok(reply.end());
    }
    let mut asked = false;
    loop {
        let mut wait = match View::read(&cx, false).await {
            Ok(view) if view.to_adopt() => 0.0,
            Ok(view) => view.state.left(ask, cx.now()),
            Err(_) => 0.0,
        };
        asked = !asked && wait <= 0.0 && !ask.get("offline").is_true();
        if asked && attempt(&cx, ask, Good::ToKeep, false).await.is_ok() {
            continue;
        }
        let mut period = 1.0;
        if wait <= 0.0 {
            period = (before * 2.0).min(LONGEST_PERIOD_MINUTES);
            // No maximum is NaN.
            wait = (before * 30_000.0).max(PAUSE_MS);
        }
        if before.is_nan() {
            cx.sleep(if wait.is_nan() { PAUSE_MS } else { wait.min(LONGEST_WAIT_MS) }).await;
            asked = false;
            continue;
        }
        if !wait.is_nan() {
            reply.number("when", cx.now() + wait);
            reply.number("periodInMinutes", period);
        }
        return Ok(reply.end());
    }
}
