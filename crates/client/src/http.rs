//! Requests to the Frontend API as its servers expect them, and what every answer may carry.
//!
//! `docs/protocol.md`, "Requests" and "Client identity".

use alloc::boxed::Box;
use alloc::string::String;

use crate::effect::{Answer, Effect, Failure, Output};
use crate::encode::{component, decimal};
use crate::key::InstanceKind;
use crate::machine::Cx;
use crate::state::State;
use crate::text::{behind, has, trim};
use crate::token::Arrival;
use crate::{Error, Json, Result};

/// The version of the Frontend API whose shapes we read.
const API_VERSION: &str = "2026-05-12";

/// Well under the 30 s after which the browser kills a worker's fetch.
const TIMEOUT_MS: u32 = 15_000;

/// One call below `/v1`.
pub(crate) struct Call<'a> {
    pub method: &'a str,
    /// May carry a query.
    pub path: &'a str,
    /// Form-encoded.
    pub body: Option<&'a str>,
}

/// A good answer: JSON, and when it came.
pub(crate) struct Received {
    pub body: String,
    pub arrival: Arrival,
}

impl Received {
    pub(crate) fn json(&self) -> Option<Json<'_>> {
        Json::parse(&self.body)
    }
}

/// Sends a call as the client that `state` knows, and takes over what the answer says of it: a new client
/// JWT and the server's clock.
///
/// # Errors
/// `network_error`, `timeout`, `invalid_response`, or what the server refused with.
pub(crate) async fn send(cx: &Cx, state: &mut State, call: Call<'_>) -> Result<Received> {
    let sent_at = cx.now();
    let development = cx.config().key.kind == InstanceKind::Development;
    let bearer = (!development && !state.jwt.is_empty()).then(|| {
        let mut bearer = String::from("Bearer ");
        bearer.push_str(&state.jwt);
        bearer
    });
    let effect = Effect::Http {
        method: if call.method == "GET" { "GET" } else { "POST" },
        url: url(cx, state, &call, development),
        authorization: bearer,
        body: call.body.map(String::from),
        timeout_ms: TIMEOUT_MS,
    };
    let answer = match cx.perform(effect).await {
        Output::Http(Ok(answer)) => answer,
        Output::Http(Err(Failure::Timeout)) => {
            return Err(unreachable(cx, "timeout", " did not answer in time."));
        }
        _ => return Err(unreachable(cx, "network_error", " could not be reached.")),
    };
    // A server in trouble does not get to replace the client.
    if answer.status < 500 {
        take_client_jwt(state, &answer, development);
    }
    if let Some(date) = answer.date_ms {
        state.offset = Some(date - sent_at);
    }
    let arrival = Arrival { sent_at, server_date: answer.date_ms, offset: state.offset, minted: false };
    judge(cx, answer).map(|body| Received { body, arrival })
}

fn url(cx: &Cx, state: &State, call: &Call<'_>, development: bool) -> String {
    let mut url = cx.config().key.origin();
    url.push_str("/v1");
    url.push_str(call.path);
    let mut separator = if has(call.path, b'?') { '&' } else { '?' };
    let mut query = |name: &str, value: &str| {
        url.push(separator);
        separator = '&';
        url.push_str(name);
        url.push('=');
        component(&mut url, value);
    };
    query("__clerk_api_version", API_VERSION);
    query("_clerk_js_version", &cx.config().version);
    if !matches!(call.method, "GET" | "POST") {
        query("_method", call.method);
    }
    if behind(call.path, "/client").or(behind(call.path, "/waitlist")).is_none() {
        if let Some(session) = state.session().and_then(|session| session.text("id")) {
            query("_clerk_session_id", &session);
        }
    }
    if !state.jwt.is_empty() {
        if development {
            query("__clerk_db_jwt", &state.jwt);
        } else {
            query("_is_native", "1");
        }
    }
    url
}

/// An answer without the header keeps the JWT that is there.
fn take_client_jwt(state: &mut State, answer: &Answer, development: bool) {
    let header = if development { &answer.db_jwt } else { &answer.authorization };
    let Some(value) = header else { return };
    let jwt = trim(behind(value, "Bearer").unwrap_or(value));
    if !jwt.is_empty() && jwt != state.jwt {
        state.jwt = String::from(jwt);
    }
}

fn judge(cx: &Cx, answer: Answer) -> Result<String> {
    let Answer { status, body, retry_after_secs, .. } = answer;
    let object = Json::parse(&body).filter(|json| json.is_object());
    if (200..300).contains(&status) {
        // An array is a good answer too.
        return if Json::parse(&body).is_some() { Ok(body) } else { Err(not_json(cx, status)) };
    }
    if object.is_some_and(|json| json.get("errors").is_some()) {
        return Err(Box::new(Error::Api { status, body, retry_after_secs }));
    }
    Err(not_json(cx, status))
}

fn not_json(cx: &Cx, status: u16) -> Box<Error> {
    let mut message = cx.config().key.origin();
    message.push_str(" answered with status ");
    message.push_str(&decimal(i64::from(status)));
    message.push_str(
        " and a body that is not the Frontend API's JSON: it is in trouble, or something else answers under its \
         name. Whoever is signed in stays signed in; try again later, and check the publishable key if it goes on.",
    );
    Error::runtime("invalid_response", &message)
}

fn unreachable(cx: &Cx, code: &'static str, what: &str) -> Box<Error> {
    let mut message = cx.config().key.origin();
    message.push_str(what);
    message.push_str(
        " Whoever is signed in stays signed in. Check the connection, that the server runs, and that \
         host_permissions in manifest.json covers this address; then try again.",
    );
    Error::runtime(code, &message)
}
