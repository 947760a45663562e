//! Error answers, the same for both APIs.

use serde::Serialize;

use crate::client::Client;
use crate::codes::ErrorCode;
use crate::ids::SessionId;

/// The body of every answer with a status of 400 or more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Errors {
    /// What is wrong; never empty. Clients show the first.
    pub errors: Vec<Error>,
    /// The client as it is now, if the failed request changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<ErrorsMeta>,
    /// Finds the request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clerk_trace_id: Option<String>,
}

/// What comes along with the errors of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ErrorsMeta {
    /// The client, complete.
    pub client: Client,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Error {
    /// Short text for people who read logs.
    pub message: String,
    /// Text that may be shown to the user.
    pub long_message: String,
    /// The stable part.
    pub code: ErrorCode,
    /// Which field or session it is about.
    pub meta: ErrorMeta,
}

/// What an error is about. Empty for most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ErrorMeta {
    /// The form field that is wrong, as it is spelled in the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub param_name: Option<String>,
    /// The session that is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<SessionId>,
    /// How long a locked account stays locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lockout_expires_in_seconds: Option<i64>,
    /// What makes a password easy to guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zxcvbn: Option<Zxcvbn>,
}

/// Advice on a password that is too easy to guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zxcvbn {
    /// What would make it harder.
    pub suggestions: Vec<Suggestion>,
}

/// One piece of advice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The same in every language.
    pub code: String,
    /// In words.
    pub message: String,
}

impl Error {
    /// An error about nothing in particular.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>, long_message: impl Into<String>) -> Self {
        Self { message: message.into(), long_message: long_message.into(), code, meta: ErrorMeta::default() }
    }

    /// The same error, about the form field `param_name`.
    #[must_use]
    pub fn about_param(mut self, param_name: impl Into<String>) -> Self {
        self.meta.param_name = Some(param_name.into());
        self
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Self {
        Self { errors: vec![error], meta: None, clerk_trace_id: None }
    }
}
