//! Any other call: sign-in and sign-up steps, sign-out, changes of the user.

use crate::error::Result;
use crate::http::Want;
use crate::json::Json;
use crate::machine::Cx;
use crate::state::REVOKED;
use crate::text::Text;
use crate::view::View;
use crate::write::Object;

/// Sends a call and takes over the client that comes with the answer, before anybody sees the answer.
///
/// A change is first noted as being in doubt. If this context dies before the answer, the next one asks
/// the server what became of it instead of trusting the old snapshot.
///
/// # Errors
/// As [`View::send`]. Never sent twice: a change may have happened although its answer was lost. The exception is
/// one that was refused for want of a development browser.
pub(crate) async fn request(cx: Cx, command: Text) -> Result<Text> {
    let command = Json(&command);
    let changes = !command.get("method").is(b"GET");
    let mut view = View::read(&cx, true).await?;
    let was_in_doubt = view.state.in_doubt;
    if changes && view.was_known {
        view.state.in_doubt = true;
        view.write().await?;
    }
    let mut want = Want::Call(command);
    let mut calls = 0;
    let result = loop {
        let result = view.send(want).await;
        want = match &result {
            // A development instance serves nobody without a development browser, and may want to be asked for one.
            Err(error) if calls == 0 && cx.config().key.development && error.disowns_the_client() => {
                Want::DevBrowser
            }
            Ok(_) if calls == 1 => Want::Call(command),
            _ => break result,
        };
        calls += 1;
    };
    if view.take_over(&result, changes, was_in_doubt) {
        // If asking fails too, the doubt remains noted.
        view.state.in_doubt = view.send(Want::Client).await.is_err();
        if result.is_ok() && view.state.trouble == REVOKED {
            // By the caller, that is.
            view.state.trouble.clear();
        }
    }
    if !view.state.jwt.is_empty() {
        view.write().await?;
    }
    let mut reply = Object::new();
    reply.raw("response", &result?);
    Ok(reply.end())
}

impl View<'_> {
    pub(crate) fn asked(&self, command: Json<'_>) -> Object {
        let mut call =
            self.call(&command.text_of("method"), &command.text_of("path"), &command.text_of("body"));
        if command.get("file").is_true() {
            call.raw("file", b"true");
        }
        call
    }

    /// Takes over what the answer says of the client, and says whether the client has to be asked for instead.
    fn take_over(&mut self, result: &Result<Text>, changes: bool, was_in_doubt: bool) -> bool {
        let (answer, status) = match result {
            // A reading changes nothing, but what it brings along is as true as any.
            Ok(answer) => (Json(answer), if changes { 0.0 } else { 200.0 }),
            Err(error) if error.status() < 500.0 => {
                // Refused, so nothing has changed, unless the answer says otherwise.
                self.state.in_doubt = was_in_doubt;
                (error.body(), error.status())
            }
            _ => return false,
        };
        for client in [answer.get("client"), answer.get("meta").get("client")] {
            if client.is_object() {
                self.state.take_client(client, self.arrival);
                return false;
            }
        }
        // An answer that does not say who is signed in now; or a refusal that the caller gets, while whether
        // the session is gone is for the client to say.
        status == 0.0 || status == 401.0 && self.was_known
    }
}
