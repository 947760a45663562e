//! GET /v1/client: the server's word on who is signed in.

use crate::http::{Call, send};
use crate::machine::Cx;
use crate::state::State;
use crate::token::Arrival;
use crate::{Error, Json, Result};

/// Takes over the client resource. This, and the client that comes with a mutation's answer, are the only
/// proofs on which anybody is signed out.
///
/// # Errors
/// As [`send`]; `invalid_response` if the answer does not say.
pub(crate) async fn fetch_client(cx: &Cx, state: &mut State) -> Result<()> {
    let call = Call { method: "GET", path: "/client", body: None };
    match send(cx, state, call).await {
        Ok(received) => {
            let client = received.json().and_then(|json| json.get("response"));
            let Some(client) = client.filter(|client| client.is_null() || client.is_object()) else {
                return Err(Error::runtime(
                    "invalid_response",
                    "The answer to GET /v1/client does not say who is signed in. Whoever is signed in stays signed in.",
                ));
            };
            state.take_client(client.raw(), received.arrival);
            Ok(())
        }
        Err(error) if disowns_the_client(&error) => {
            state.take_client("null", Arrival::unknown(cx.now()));
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Whether the server says that it does not know the client JWT.
fn disowns_the_client(error: &Error) -> bool {
    let Error::Api { status: 401, body, .. } = error else { return false };
    Json::parse(body).and_then(|json| json.get("errors")).is_some_and(|errors| {
        errors.items().any(|item| {
            matches!(
                item.text("code").as_deref(),
                Some("dev_browser_unauthenticated" | "authentication_invalid")
            )
        })
    })
}
