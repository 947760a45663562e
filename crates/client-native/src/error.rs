//! What can go wrong. No text ever contains a token or a URL with one.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

/// What this crate's calls return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed. Whoever is signed in stays signed in, whatever the error.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server refused.
    #[error("{0}")]
    Api(Refusal),
    /// The server could not be reached.
    #[error(
        "{frontend_api} could not be reached ({cause}). Check the connection and that the server runs; then try again."
    )]
    Network {
        /// Host of the frontend API.
        frontend_api: String,
        /// What the system said.
        cause: String,
    },
    /// The server did not answer in time.
    #[error("{frontend_api} did not answer in time. Try again.")]
    Timeout {
        /// Host of the frontend API.
        frontend_api: String,
    },
    /// Something answered, but not as a frontend API does.
    #[error("{message}")]
    InvalidResponse {
        /// What came instead.
        message: String,
    },
    /// Storage could not be read or written, or its lock not be taken.
    #[error(
        "what is known of the sign-in could not be kept or read ({cause}). Is the disk full, or the folder not yours?"
    )]
    Storage {
        /// What the system said.
        cause: String,
    },
    /// The publishable key is none.
    #[error("{message}")]
    PublishableKey {
        /// `publishable_key_missing`, `publishable_key_is_secret` or `publishable_key_invalid`.
        code: String,
        /// What is wrong with it.
        message: String,
    },
    /// An HTTP client with these certificates cannot be made.
    #[error("TLS could not be set up ({cause}). Check the certificate given to root_certificate().")]
    Tls {
        /// What is wrong.
        cause: String,
    },
    /// [`build`](crate::Builder::build) was called outside of a tokio runtime.
    #[error("there is no tokio runtime here. Call build() from within one.")]
    RuntimeMissing,
    /// The tokio runtime that the client was built in has ended.
    #[error(
        "the tokio runtime that the client was built in has ended. Build the client in a runtime that lives longer."
    )]
    Stopped,
    /// An answer lacks what it must have.
    #[error("the server's answer is not the resource that was asked for ({cause}).")]
    UnexpectedResource {
        /// Which part is missing or of another type.
        cause: String,
    },
    /// Anything else the core reports.
    #[error("{message}")]
    Core {
        /// Stable.
        code: String,
        /// What happened.
        message: String,
    },
}

impl Error {
    /// The stable code: of the first error for a refusal, for example `form_password_incorrect`; else one of
    /// this crate's own, for example `network_error`.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Error::Api(refusal) => refusal.errors.first().map_or("unknown", |error| &error.code),
            Error::Network { .. } => "network_error",
            Error::Timeout { .. } => "timeout",
            Error::InvalidResponse { .. } => "invalid_response",
            Error::Storage { .. } => "storage_failed",
            Error::Tls { .. } => "tls_setup_failed",
            Error::RuntimeMissing => "runtime_missing",
            Error::Stopped => "client_stopped",
            Error::UnexpectedResource { .. } => "unexpected_resource",
            Error::PublishableKey { code, .. } | Error::Core { code, .. } => code,
        }
    }

    /// Whether the same call may succeed a moment later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Error::Api(refusal) => refusal.status >= 500 || refusal.status == 429,
            other => matches!(other.code(), "network_error" | "timeout" | "invalid_response"),
        }
    }

    /// Reads an `error` of the core, which speaks of browsers where this crate knows better.
    pub(crate) fn from_core(error: &Value, frontend_api: &str, cause: Option<String>) -> Error {
        if error["status"].is_number() {
            return Error::Api(Refusal::from_core(error));
        }
        let text = |name: &str| error[name].as_str().unwrap_or("unknown").to_owned();
        let (code, message, frontend_api) = (text("code"), text("message"), frontend_api.to_owned());
        let cause = cause.unwrap_or_else(|| "no reason given".to_owned());
        match code.as_str() {
            "network_error" => Error::Network { frontend_api, cause },
            "timeout" => Error::Timeout { frontend_api },
            "invalid_response" => Error::InvalidResponse { message },
            "storage_failed" | "lock_failed" => Error::Storage { cause },
            _ if code.starts_with("publishable_key") => Error::PublishableKey { code, message },
            _ => Error::Core { code, message },
        }
    }
}

/// The server's refusal.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// What is wrong; the first is the one to show.
    pub errors: Vec<ApiError>,
    /// For how long the server asks to be left alone.
    pub retry_after: Option<Duration>,
    /// Finds the request in the server's log.
    pub trace_id: Option<String>,
}

impl Refusal {
    fn from_core(error: &Value) -> Refusal {
        let body = &error["body"];
        let errors = body["errors"].as_array().into_iter().flatten();
        let seconds = error["retry_after"].as_f64().filter(|seconds| (0.0..1e9).contains(seconds));
        Refusal {
            status: error["status"].as_u64().and_then(|status| status.try_into().ok()).unwrap_or(0),
            errors: errors.map(|entry| ApiError::deserialize(entry).unwrap_or_default()).collect(),
            retry_after: seconds.map(Duration::from_secs_f64),
            trace_id: body["clerk_trace_id"].as_str().map(str::to_owned),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.errors.first() {
            Some(error) if !error.long_message.is_empty() => f.write_str(&error.long_message),
            Some(error) if !error.message.is_empty() => f.write_str(&error.message),
            _ => write!(f, "the server refused with status {}", self.status),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ApiError {
    /// The stable part.
    pub code: String,
    /// Short text for people who read logs.
    pub message: String,
    /// Text that may be shown to the user.
    pub long_message: String,
    /// What it is about: `param_name`, `session_id` and others.
    pub meta: Value,
}
