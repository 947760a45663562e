//! GET /v1/client: the server's word on who is signed in.

use crate::error::{Error, Result};
use crate::json::Json;
use crate::text::Text;
use crate::view::View;

impl View<'_> {
    /// Takes over the client resource. This, and the client that comes with a mutation's answer, are the only
    /// proofs on which anybody is signed out.
    ///
    /// # Errors
    /// That of the answer; `invalid_response` if it does not say.
    pub(crate) fn take_fetched(&mut self, answer: Result<Text>) -> Result<Text> {
        let client = match &answer {
            Ok(body) => Json(body).get("response"),
            Err(error) if error.disowns_the_client() => Json(b"null"),
            Err(_) => Json::NONE,
        };
        if client.is_null() || client.is_object() {
            self.state.take_client(client, self.arrival);
            return Ok(Text::new());
        }
        answer.and(Err(Error::invalid_response(b"The server's answer has no client.")))
    }
}
