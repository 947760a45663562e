//! What a command can fail with. No message ever contains a token.

use alloc::string::String;

/// A refusal by the server, or trouble on the way to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// The server answered with a status of 4xx or 5xx and a JSON body.
    Api {
        status: u16,
        /// The answer's body, `{"errors": [...]}`, as it came.
        body: String,
        /// Seconds, from the `Retry-After` header.
        retry_after_secs: Option<u32>,
    },
    /// Everything else; `code` is stable.
    Runtime { code: &'static str, message: String },
}

impl Error {
    pub(crate) fn runtime(code: &'static str, message: impl Into<String>) -> Self {
        Error::Runtime { code, message: message.into() }
    }

    /// Whether the same request may succeed a moment later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Error::Api { status, .. } => *status >= 500 || *status == 429,
            Error::Runtime { code, .. } => matches!(*code, "network_error" | "timeout" | "invalid_response"),
        }
    }

    /// Whether the server says that it does not accept this session (any more).
    pub(crate) fn questions_the_session(&self) -> bool {
        matches!(self, Error::Api { status: 401 | 404 | 422, .. })
    }
}
