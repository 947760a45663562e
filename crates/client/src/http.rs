//! Requests to the Frontend API as its servers expect them, and what every answer may carry.
//!
//! `docs/protocol.md`, "Requests" and "Client identity".

use alloc::boxed::Box;

use crate::error::{Error, NOBODY_SIGNED_OUT, Result};
use crate::json::Json;
use crate::state::{EXPIRED, REVOKED, UNREACHABLE};
use crate::text::{Text, behind, component, decimal, has, text};
use crate::token::Arrival;
use crate::view::View;
use crate::write::Object;

/// The version of the Frontend API whose shapes we read.
const API_VERSION: &[u8] = b"2026-05-12";

/// Well under the 30 s after which the browser kills a worker's fetch.
const TIMEOUT_MS: f64 = 15_000.0;

/// What the server is asked for.
#[derive(Clone, Copy)]
pub(crate) enum Want<'a> {
    /// The client resource.
    Client,
    /// A session token; the caller has made sure that there is a session to ask for.
    Token(Json<'a>),
    /// Whatever a command asks for.
    Call(Json<'a>),
    /// A new development browser.
    DevBrowser,
}

impl View<'_> {
    /// A call below `/v1` as the client that `state` knows. The path may carry a query; the form-encoded body
    /// is not sent with `GET`.
    #[inline(never)]
    pub(crate) fn call(&self, method: &[u8], path: &[u8], body: &[u8]) -> Object {
        let jwt = &self.state.jwt;
        let development = self.cx.config().key.development;
        let reads = method == b"GET";
        let mut call = Object::new();
        call.str("method", if reads { b"GET" } else { b"POST" });
        call.str("url", &self.url(method, path));
        if !development && !jwt.is_empty() {
            call.str("authorization", &text(&[b"Bearer ", jwt]));
        }
        if !reads {
            call.str("body", body);
        }
        call.number("timeout", TIMEOUT_MS);
        call
    }

    /// Asks the server, and takes over what the answer says of the client: a new client JWT, the server's clock,
    /// and what was asked for. Returns the token, or the answer to any other call as JSON.
    ///
    /// # Errors
    /// `network_error`, `timeout`, `invalid_response`, or what the server refused with. `storage_failed` if a
    /// client JWT from the answer before could not be stored: its first use ends the old one's life, so it
    /// is never used before it is safe.
    pub(crate) async fn send(&mut self, want: Want<'_>) -> Result<Text> {
        if self.was_replaced {
            self.write().await?;
        }
        let call = match want {
            Want::Client => self.call(b"GET", b"/client", b""),
            Want::Token(ask) => self.token_call(ask),
            Want::Call(command) => self.asked(command),
            Want::DevBrowser => self.call(b"POST", b"/dev_browser", b""),
        };
        self.arrival.sent_at = self.cx.now();
        let answer = self.cx.perform("http", call).await;
        let answer = self.receive(Json(&answer));
        let was_signed_in = self.state.is_signed_in() || self.state.trouble == REVOKED;
        // In development whoever has not begun to sign in has no client either.
        let development = self.cx.config().key.development;
        let is_disowned = self.synced
            && match &answer {
                Ok(body) => !development && Json(body).get("response").is_null(),
                Err(error) => error.disowns_the_client(),
            };
        let result = match want {
            Want::Client => self.take_fetched(answer),
            Want::Token(ask) => answer.and_then(|answer| self.take_token(ask, &answer)),
            Want::Call(_) => answer,
            Want::DevBrowser => answer.inspect(|made| self.replace_client_jwt(&Json(made).text_of("id"))),
        };
        self.state.trouble = match (&result, want) {
            (Err(error), _) if error.is_passing() => UNREACHABLE.into(),
            (Err(error), Want::Client) => error.refusal(),
            // Browsers leave the origin out where nothing is changed, so reading the client may still succeed.
            (Err(error), _) if error.refusal() == b"origin_invalid" => error.refusal(),
            (Ok(_), Want::Client) if is_disowned && self.is_foreign => b"wrong_instance".into(),
            (Ok(_), Want::Client) if is_disowned => EXPIRED.into(),
            (Ok(_), Want::Client) if was_signed_in && !self.state.is_signed_in() => REVOKED.into(),
            _ => Text::new(),
        };
        result
    }

    fn url(&self, method: &[u8], path: &[u8]) -> Text {
        let jwt = &self.state.jwt;
        let mut url = self.cx.config().key.origin();
        url.extend_from_slice(b"/v1");
        url.extend_from_slice(path);
        let mut separator = if has(path, b'?') { b'&' } else { b'?' };
        let mut query = |name: &str, value: &[u8]| {
            if !value.is_empty() {
                url.push(separator);
                separator = b'&';
                url.extend_from_slice(name.as_bytes());
                url.push(b'=');
                component(&mut url, value);
            }
        };
        query("__clerk_api_version", API_VERSION);
        query("_clerk_js_version", &self.cx.config().version);
        if method != b"GET" && method != b"POST" {
            query("_method", method);
        }
        if !path.starts_with(b"/client") && !path.starts_with(b"/waitlist") {
            query("_clerk_session_id", &self.state.session(b"").text_of("id"));
        }
        if self.cx.config().key.development {
            query("__clerk_db_jwt", jwt);
        } else {
            query("_is_native", if jwt.is_empty() { b"" } else { b"1" });
        }
        url
    }

    fn receive(&mut self, answer: Json<'_>) -> Result<Text> {
        let status = answer.number_of("status");
        let origin = self.cx.config().key.origin();
        if status.is_nan() {
            let (code, what): (_, &[u8]) = if answer.get("failure").is(b"timeout") {
                ("timeout", b" did not answer in time.")
            } else {
                ("network_error", b" could not be reached.")
            };
            let remedy = b" Check the connection, and host_permissions in manifest.json.";
            return Err(Error::runtime(code, &[&origin, what, NOBODY_SIGNED_OUT, remedy]));
        }
        // A server in trouble does not get to replace the client.
        if status < 500.0 {
            self.take_client_jwt(answer);
        }
        let server_date = answer.number_of("date");
        if !server_date.is_nan() {
            self.state.offset = server_date - self.arrival.sent_at;
        }
        self.arrival = Arrival { server_date, offset: self.state.offset, minted: false, ..self.arrival };

        let json = answer.get("body");
        if (200.0..300.0).contains(&status) && json.exists() {
            return Ok(json.0.into());
        }
        if !(200.0..300.0).contains(&status) && json.get("errors").exists() {
            let retry_after_secs = answer.number_of("retry_after");
            return Err(Box::new(Error::Api { status, body: json.0.into(), retry_after_secs }));
        }
        let mut number = Text::new();
        decimal(&mut number, status);
        let rest = b" and no JSON of the Frontend API. Try again later.";
        let parts: &[&[u8]] = &[&origin, b" answered with status ", &number, rest, NOBODY_SIGNED_OUT];
        Err(Error::runtime("invalid_response", parts))
    }

    /// An answer without the header keeps the JWT that is there.
    fn take_client_jwt(&mut self, answer: Json<'_>) {
        let development = self.cx.config().key.development;
        let header = answer.text_of(if development { "db_jwt" } else { "authorization" });
        self.replace_client_jwt(behind(&header, "Bearer").unwrap_or(&header).trim_ascii());
    }

    #[inline(never)]
    fn replace_client_jwt(&mut self, jwt: &[u8]) {
        if !jwt.is_empty() && jwt != self.state.jwt {
            self.state.jwt = jwt.into();
            self.was_replaced = true;
        }
    }
}
