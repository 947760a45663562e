//! Finding out who is signed in, with a token that works: from storage if that will do, else from the server.

use alloc::boxed::Box;

use crate::error::{Error, NOBODY_SIGNED_OUT, Result};
use crate::http::Want;
use crate::json::Json;
use crate::machine::Cx;
use crate::text::Text;
use crate::token::Good;
use crate::view::View;

/// One attempt, and the token for `ask`; none if nobody is signed in. Between attempts other contexts get their turn.
/// What is certain and has a token that will do is answered from storage. Else this context waits for its turn to ask
/// the server; whoever has the turn before may get what is wanted here, so it looks again then.
///
/// To `load` is to want the client resource, not older than a snapshot may be, rather than the token. Where the server
/// cannot be asked, what was known before will do for it.
///
/// # Errors
/// As [`View::read`] and [`View::send`].
pub(crate) async fn attempt<'a>(
    cx: &'a Cx,
    ask: Json<'_>,
    good: Good,
    load: bool,
) -> Result<(Box<View<'a>>, Text)> {
    let mut alone = false;
    let mut view = loop {
        let view = View::read(cx, alone).await?;
        let jwt = view.token(ask, good);
        let known = good == Good::Unasked && view.was_known && !view.state.in_doubt;
        if !jwt.is_empty() || !view.to_adopt() && (known || view.state.jwt.is_empty()) {
            return Ok((view, jwt));
        }
        if alone {
            break view;
        }
        alone = true;
    };
    let mut result = Ok(Text::new());
    if !view.state.jwt.is_empty() {
        result = view.obtain(ask, good, load).await;
    }
    let stored = view.write().await;
    // The answer may have been long on its way, and the machine may have slept since.
    if view.state.is_over(ask, result.as_deref().unwrap_or_default(), cx.now()) {
        result =
            Err(Error::runtime("timeout", &[b"The session token expired on its way.", NOBODY_SIGNED_OUT]));
    }
    let jwt = match result {
        Err(error) if load && view.was_known && view.state.is_signed_in() && error.is_passing() => {
            Text::new()
        }
        result => {
            let jwt = result?;
            // A token or a client that could not be stored is one all the same; a sign-out that could not be is not
            // done, nor is a sign-in by the web app.
            if jwt.is_empty() && (view.to_adopt() || !view.state.is_signed_in()) {
                stored?;
            }
            jwt
        }
    };
    Ok((view, jwt))
}

impl View<'_> {
    /// Asks the server, as little as the need allows.
    async fn obtain(&mut self, ask: Json<'_>, good: Good, load: bool) -> Result<Text> {
        // A mint proves the session alive as well as the client resource would.
        let will_do = good != Good::Never && !self.to_adopt() && self.state.is_fresh_at(self.cx.now());
        if !self.state.is_certain() || load && !will_do {
            let fetched = self.send(Want::Client).await;
            if load {
                return fetched;
            }
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
        let minted = self.send(Want::Token(ask)).await;
        if let Err(error) = &minted {
            if error.questions_the_session() {
                self.send(Want::Client).await?;
                if load || !self.has_session(ask) {
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
