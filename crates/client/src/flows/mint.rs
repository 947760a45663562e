//! POST /v1/client/sessions/{id}/tokens: a new session token.

use alloc::string::String;

use crate::effect::TokenRequest;
use crate::encode::component;
use crate::http::{Call, send};
use crate::machine::Cx;
use crate::state::State;
use crate::text::cut;
use crate::token::{Arrival, Token};
use crate::{Error, Result};

/// Mints the token for `ask` and keeps it; the caller has made sure that there is a session to ask for.
///
/// # Errors
/// As [`send`]; `invalid_response` if there is no token in the answer.
pub(crate) async fn mint(cx: &Cx, state: &mut State, ask: &TokenRequest) -> Result<String> {
    let need = state.need(ask).unwrap_or_default();
    let mut path = String::from("/client/sessions/");
    component(&mut path, cut(&need, b'|').0);
    path.push_str("/tokens");
    let mut body = None;
    match &ask.template {
        Some(template) => {
            path.push('/');
            component(&mut path, template);
        }
        None => {
            let mut form = String::from("organization_id=");
            component(&mut form, &state.organization(ask).unwrap_or_default());
            body = Some(form);
        }
    }
    if ask.skip_cache {
        path.push_str("?debug=skip_cache");
    }
    let received = send(cx, state, Call { method: "POST", path: &path, body: body.as_deref() }).await?;
    let jwt = received.json().and_then(|json| json.text("jwt")).filter(|jwt| !jwt.is_empty());
    let Some(jwt) = jwt else {
        return Err(Error::runtime(
            "invalid_response",
            "The server answered the request for a session token without one. Whoever is signed in stays signed in.",
        ));
    };
    // A token whose times cannot be read is given out once and not kept.
    if let Some(token) = Token::arrived(jwt.clone(), Arrival { minted: true, ..received.arrival }) {
        state.remember(need, token);
    }
    Ok(jwt)
}
