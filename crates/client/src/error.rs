//! What a command can fail with. No message ever contains a token.

use alloc::boxed::Box;

use crate::json::Json;
use crate::text::{Text, text};
use crate::write::Object;

/// Boxed, since a pointer is moved up through every flow in a fraction of the code a whole error takes.
pub(crate) type Result<T> = core::result::Result<T, Box<Error>>;

/// A refusal by the server, or trouble on the way to it.
#[derive(Debug)]
pub(crate) enum Error {
    /// The server answered with a status of 4xx or 5xx and a JSON body.
    Api {
        status: f64,
        /// The answer's body, `{"errors": [...]}`, as it came.
        body: Text,
        /// From the `Retry-After` header; NaN without one.
        retry_after_secs: f64,
    },
    /// Everything else; `code` is stable.
    Runtime { code: &'static str, message: Text },
}

/// What trouble on the way means.
pub(crate) const NOBODY_SIGNED_OUT: &[u8] = b" Nobody is signed out.";

impl Error {
    #[inline(never)]
    pub(crate) fn runtime(code: &'static str, message: &[&[u8]]) -> Box<Self> {
        Box::new(Error::Runtime { code, message: text(message) })
    }

    /// An answer that is JSON, but not the one to this request.
    #[inline(never)]
    pub(crate) fn invalid_response(what: &[u8]) -> Box<Self> {
        Error::runtime("invalid_response", &[what, NOBODY_SIGNED_OUT])
    }

    /// The seconds for which the server asked to be left alone; NaN if it did not.
    pub(crate) fn retry_after_secs(&self) -> f64 {
        match self {
            Error::Api { retry_after_secs, .. } => *retry_after_secs,
            Error::Runtime { .. } => f64::NAN,
        }
    }

    /// Whether the same request may succeed a moment later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Error::Api { status, .. } => *status >= 500.0 || *status == 429.0,
            Error::Runtime { code, .. } => matches!(*code, "network_error" | "timeout" | "invalid_response"),
        }
    }

    /// Whether the server says that it does not accept this session (any more).
    pub(crate) fn questions_the_session(&self) -> bool {
        self.status() == 401.0 || self.status() == 404.0 || self.status() == 422.0
    }

    /// Whether the server says that it does not know the client JWT.
    #[inline(never)]
    pub(crate) fn disowns_the_client(&self) -> bool {
        self.status() == 401.0
            && self.body().get("errors").items().any(|item| {
                let code = item.get("code");
                code.is(b"dev_browser_unauthenticated") || code.is(b"authentication_invalid")
            })
    }

    /// The status of a refusal; NaN for trouble on the way.
    pub(crate) fn status(&self) -> f64 {
        match self {
            Error::Api { status, .. } => *status,
            Error::Runtime { .. } => f64::NAN,
        }
    }

    /// What came with a refusal.
    pub(crate) fn body(&self) -> Json<'_> {
        match self {
            Error::Api { body, .. } => Json(body),
            Error::Runtime { .. } => Json::NONE,
        }
    }

    /// The server's code for its refusal.
    pub(crate) fn refusal(&self) -> Text {
        self.body().get("errors").items().next().unwrap_or(Json::NONE).text_of("code")
    }

    /// As the host gets it.
    pub(crate) fn encode(&self) -> Text {
        let mut out = Object::new();
        match self {
            Error::Api { status, body, retry_after_secs } => {
                out.number("status", *status);
                out.raw("body", body);
                if !retry_after_secs.is_nan() {
                    out.number("retry_after", *retry_after_secs);
                }
            }
            Error::Runtime { code, message } => {
                out.str("code", code.as_bytes());
                out.str("message", message);
            }
        }
        out.end()
    }
}
