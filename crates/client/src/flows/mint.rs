//! POST /v1/client/sessions/{id}/tokens: a new session token.

use crate::error::{Error, Result};
use crate::json::Json;
use crate::text::{Text, component};
use crate::token::Arrival;
use crate::view::View;
use crate::write::Object;

impl View<'_> {
    /// Keeps the token that was minted for `ask`.
    ///
    /// # Errors
    /// `invalid_response` if there is no token in the answer.
    pub(crate) fn take_token(&mut self, ask: Json<'_>, answer: &[u8]) -> Result<Text> {
        let jwt = Json(answer).text_of("jwt");
        if jwt.is_empty() {
            return Err(Error::invalid_response(b"The server's answer has no session token."));
        }
        let arrival = Arrival { minted: true, ..self.arrival };
        // A token whose times cannot be read is given out once and not kept.
        let need = self.state.need(ask);
        self.state.remember(&need, &jwt, arrival);
        Ok(jwt)
    }

    /// The request for a token.
    #[inline(never)]
    pub(crate) fn token_call(&self, ask: Json<'_>) -> Object {
        let mut path = Text::from(b"/client/sessions/");
        let mut body = Text::new();
        let session = self.state.session(&ask.text_of("session"));
        component(&mut path, &session.text_of("id"));
        path.extend_from_slice(b"/tokens");
        let template = ask.text_of("template");
        if template.is_empty() {
            body.extend_from_slice(b"organization_id=");
            component(&mut body, &self.state.organization(ask));
        } else {
            path.push(b'/');
            component(&mut path, &template);
        }
        if ask.get("skip_cache").is_true() {
            path.extend_from_slice(b"?debug=skip_cache");
        }
        self.call(b"POST", &path, &body)
    }
}
