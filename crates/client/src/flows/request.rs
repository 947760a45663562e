//! Any other call: sign-in and sign-up steps, sign-out, changes of the user.

use alloc::string::String;

use super::fetch_client::fetch_client;
use crate::effect::Reply;
use crate::http::{Call, Received, send};
use crate::machine::Cx;
use crate::state::State;
use crate::token::Arrival;
use crate::{Json, Result};

/// Sends a call and takes over the client that comes with the answer, before anybody sees the answer.
///
/// A change is first noted as being in doubt. If this context dies before the answer, the next one asks
/// the server what became of it instead of trusting the old snapshot.
///
/// # Errors
/// As [`send`]. Never sent twice: a change may have happened although its answer was lost.
pub(crate) async fn request(cx: &Cx, method: &str, path: &str, body: &str) -> Result<Reply> {
    let _turn = cx.turn().await?;
    let view = cx.read().await?;
    let was_known = view.state.is_some();
    let (mut state, mut ground) = view.into_state();
    let changes = method != "GET";
    let was_in_doubt = state.in_doubt;
    if changes && was_known {
        state.in_doubt = true;
        cx.write(&state, &ground).await?;
        ground.stored_is(&state.jwt);
    }
    let body = changes.then_some(body);
    let result = send(cx, &mut state, Call { method, path, body }).await;
    match &result {
        Ok(received) if changes => take_over(cx, &mut state, received).await,
        Ok(_) => {}
        Err(error) => {
            if let Some((status, body)) = error.refusal() {
                // Refused, so nothing has changed, unless the answer says otherwise.
                state.in_doubt = was_in_doubt;
                let client = Json::parse(body).and_then(|json| json.get("meta")?.get("client"));
                let told =
                    client.is_some_and(|client| take_client(&mut state, client, Arrival::unknown(cx.now())));
                if status == 401 && was_known && !told {
                    // The caller gets the refusal; whether the session is gone is for the client to say.
                    state.in_doubt = fetch_client(cx, &mut state).await.is_err();
                }
            }
        }
    }
    if !state.jwt.is_empty() {
        cx.write(&state, &ground).await?;
    }
    result.map(|received| Reply::Response(received.body))
}

async fn take_over(cx: &Cx, state: &mut State, received: &Received) {
    let json = received.json();
    let client = json.and_then(|json| json.get("client").or_else(|| json.get("meta")?.get("client")));
    if !client.is_some_and(|client| take_client(state, client, received.arrival)) {
        // The answer does not say who is signed in now. If asking fails too, the doubt remains noted.
        state.in_doubt = fetch_client(cx, state).await.is_err();
    }
}

fn take_client(state: &mut State, client: Json<'_>, arrival: Arrival) -> bool {
    if client.is_object() {
        state.take_client(&String::from(client.raw()), arrival);
    }
    client.is_object()
}
