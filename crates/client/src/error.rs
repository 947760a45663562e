//! What a command can fail with. No message ever contains a token.

use alloc::boxed::Box;
use alloc::string::String;

/// Boxed, since a pointer is moved up through every flow in a fraction of the code a whole error takes.
pub type Result<T> = core::result::Result<T, Box<Error>>;

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
    pub(crate) fn runtime(code: &'static str, message: &str) -> Box<Self> {
        Box::new(Error::Runtime { code, message: String::from(message) })
    }

    /// The seconds for which the server asked to be left alone.
    pub(crate) fn retry_after_secs(&self) -> u32 {
        match self {
            Error::Api { retry_after_secs, .. } => retry_after_secs.unwrap_or(0),
            Error::Runtime { .. } => 0,
        }
    }

    /// Status and body of a refusal that changed nothing; `None` for trouble.
    pub(crate) fn refusal(&self) -> Option<(u16, &str)> {
        match self {
            Error::Api { status, body, .. } if *status < 500 => Some((*status, body)),
            _ => None,
        }
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
