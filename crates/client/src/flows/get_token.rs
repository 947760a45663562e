//! A session token that works: from storage while it is good, else minted once for all contexts.

use crate::error::Result;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::Text;
use crate::token::Good;
use crate::view::View;
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
        match attempt(&cx, ask, good).await {
            Err(error) if error.is_passing() && delay <= RETRY_AFTER_MS * RETRY_GROWTH => {
                let asked = error.retry_after_secs();
                if asked > LONGEST_RETRY_SECS {
                    return Err(error);
                }
                cx.sleep((delay + delay * cx.jitter()).max(asked * 1_000.0)).await;
                delay *= RETRY_GROWTH;
            }
            result => break result?,
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

/// One attempt; between attempts other contexts get their turn. No token if nobody is signed in.
pub(crate) async fn attempt(cx: &Cx, ask: Json<'_>, good: Good) -> Result<Text> {
    let mut view = View::settle(cx, ask, good).await?;
    let jwt = view.token(ask, good);
    if !jwt.is_empty() {
        return Ok(jwt);
    }
    if view.state.jwt.is_empty() {
        if view.to_adopt() {
            view.write().await?;
        }
        return Ok(jwt);
    }
    let result = view.obtain(ask, good).await;
    let stored = view.write().await;
    let jwt = result?;
    // A token that could not be stored is a token all the same; a sign-out that could not be is not done.
    if jwt.is_empty() {
        stored?;
    }
    Ok(jwt)
}

impl View<'_> {
    /// Asks the server, as little as the need allows.
    async fn obtain(&mut self, ask: Json<'_>, good: Good) -> Result<Text> {
        if !self.state.is_certain() {
            let fetched = self.fetch_client().await;
            // Better a token that is still good than none, while the server cannot say.
            let jwt = self.state.good_token(ask, good, self.cx.now());
            match fetched {
                Err(error) if jwt.is_empty() || !error.is_passing() => return Err(error),
                _ if !jwt.is_empty() => return Ok(jwt),
                _ => {}
            }
        }
        if !self.has_session(ask) {
            return Ok(Text::new());
        }
        let minted = self.mint(ask).await;
        if let Err(error) = &minted {
            if error.questions_the_session() {
                self.fetch_client().await?;
                if !self.has_session(ask) {
                    return Ok(Text::new());
                }
            }
        }
        minted
    }

    fn has_session(&self, ask: Json<'_>) -> bool {
        self.state.session(&ask.text_of("session")).exists()
    }
}
