//! A session token that works: from storage while it is good, else minted once for all contexts.

use super::attempt::attempt;
use crate::error::Result;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::Text;
use crate::token::Good;
use crate::write::Object;

/// Delay before the second attempt, in milliseconds, and the factor to the one before the third and last;
/// jitter of up to the same is added.
const RETRY_AFTER_MS: f64 = 250.0;
const RETRY_GROWTH: f64 = 4.0;

/// A server that asks for more patience than this gets it from the caller.
const LONGEST_RETRY_SECS: f64 = 3.0;

/// The token for `ask`, or `null` if nobody is signed in.
///
/// # Errors
/// Passing trouble after three attempts, a refusal at once. Neither signs anybody out.
pub(crate) async fn get_token(cx: Cx, ask: Text) -> Result<Text> {
    let ask = Json(&ask);
    let good = if ask.get("skip_cache").is_true() { Good::Never } else { Good::ToGiveOut };
    let mut delay = RETRY_AFTER_MS;
    let jwt = loop {
        match attempt(&cx, ask, good, false).await {
            Err(error) if error.is_passing() && delay <= RETRY_AFTER_MS * RETRY_GROWTH => {
                let asked = error.retry_after_secs();
                if asked > LONGEST_RETRY_SECS {
                    return Err(error);
                }
                cx.sleep((delay + delay * cx.jitter()).max(asked * 1_000.0)).await;
                delay *= RETRY_GROWTH;
            }
            result => break result?.1,
        }
    };
    let mut reply = Object::new();
    if jwt.is_empty() {
        reply.raw("token", b"null");
    } else {
        reply.str("token", &jwt);
    }
    Ok(reply.end())
}
