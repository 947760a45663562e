//! `{errors}`.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use nightdesk_wire::{
    client::Client,
    codes::ErrorCode,
    error::{Error, Errors, ErrorsMeta},
};

use super::Json;
use crate::{hasher::HashError, instances::InstanceError};

/// An answer that says no.
#[derive(Debug, Clone)]
pub struct ApiError {
    pub(crate) status: StatusCode,
    /// Boxed, because it may hold a whole client and every handler's result has room for it.
    pub(crate) errors: Box<Errors>,
    retry_after_secs: Option<i64>,
    /// What failed on our side, for the log. Written when the answer goes out, and not before: a write that could not
    /// be serialised makes one too, and is tried again.
    cause: Option<Box<str>>,
}

impl ApiError {
    /// An answer with one error. `message` says in short what `long_message` says, which may be shown to the user.
    #[must_use]
    pub fn new(
        status: StatusCode,
        code: ErrorCode,
        message: impl Into<String>,
        long_message: impl Into<String>,
    ) -> Self {
        Self::of(status, Error::new(code, message, long_message))
    }

    /// An answer with one error that is complete already.
    #[must_use]
    pub fn of(status: StatusCode, error: Error) -> Self {
        Self { status, errors: Box::new(error.into()), retry_after_secs: None, cause: None }
    }

    /// 404: there is no such thing, or it is not the caller's.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            ErrorCode::ResourceNotFound,
            "not found",
            format!("{what} was not found."),
        )
    }

    /// 401: nobody is signed in. Clients read their client again and see for themselves.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            ErrorCode::AuthenticationInvalid,
            "signed out",
            "Nobody is signed in here. Sign in and try again.",
        )
    }

    /// 422: a parameter is absent, or not what it should be.
    #[must_use]
    pub fn param(code: ErrorCode, name: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let error = Error::new(code, message.clone(), message).about_param(name);
        Self::of(StatusCode::UNPROCESSABLE_ENTITY, error)
    }

    /// 501: documented, and not there yet.
    #[must_use]
    pub fn not_implemented(operation: &str) -> Self {
        Self::new(
            StatusCode::NOT_IMPLEMENTED,
            ErrorCode::NotImplemented,
            "not implemented",
            format!("This server does not have {operation} yet; docs/compat.md lists what it has."),
        )
    }

    /// 500: something of ours failed. What it was goes to the log, not to the caller.
    #[must_use]
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            ErrorCode::InternalError,
            "internal error",
            "Something went wrong on the server. Nothing was lost; try again.",
        )
        .caused_by(cause)
    }

    /// 503: the database or the mail is out of reach for now.
    pub(crate) fn unavailable(cause: &(dyn std::error::Error + 'static), long_message: &str) -> Self {
        let code = ErrorCode::ServiceUnavailable;
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, "unavailable", long_message)
            .retry_after(2)
            .caused_by(cause)
    }

    /// 409: what was asked for is done by the process that answers for the instance.
    pub(crate) fn instance_not_served() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            ErrorCode::InstanceNotServed,
            "instance not served",
            "This server does not answer for the instance, so it sends nothing to its users. Do this in the dashboard of \
             the server that does: nightdesk serve for production.",
        )
    }

    /// The same answer with another status.
    #[must_use]
    pub(crate) const fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    fn caused_by(mut self, cause: &(dyn std::error::Error + 'static)) -> Self {
        self.cause = Some(cause.to_string().into());
        self
    }

    /// The same answer, asking to come back after `secs` seconds.
    #[must_use]
    pub const fn retry_after(mut self, secs: i64) -> Self {
        self.retry_after_secs = Some(secs);
        self
    }

    /// The same answer, telling the client as it is now: the failed request changed it.
    #[must_use]
    pub fn with_client(mut self, client: Option<Client>) -> Self {
        self.errors.meta = client.map(|client| ErrorsMeta { client });
        self
    }
}

/// Marks an answer that carries errors, so that the outermost middleware can write the request's id into the body.
#[derive(Clone)]
pub(crate) struct CarriesErrors(pub(crate) Box<Errors>);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match &self.cause {
            Some(cause) if self.status == StatusCode::SERVICE_UNAVAILABLE => {
                tracing::warn!(error = %cause, "request could not be served now");
            }
            Some(cause) => tracing::error!(error = %cause, "request failed"),
            None => {}
        }
        let mut response = (self.status, Json(&self.errors)).into_response();
        if let Some(secs) = self.retry_after_secs {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(secs.max(1)));
        }
        response.extensions_mut().insert(CarriesErrors(self.errors));
        response
    }
}

impl From<nightdesk_store::Error> for ApiError {
    fn from(error: nightdesk_store::Error) -> Self {
        if error.is_temporary() {
            return Self::unavailable(&error, "The database is out of reach for a moment. Try again.");
        }
        if matches!(error, nightdesk_store::Error::NulByte) {
            return Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                ErrorCode::FormParamFormatInvalid,
                "NUL byte",
                "A parameter contains a NUL byte, which cannot be stored.",
            );
        }
        Self::internal(&error)
    }
}

impl From<HashError> for ApiError {
    fn from(error: HashError) -> Self {
        Self::internal(&error)
    }
}

impl From<nightdesk_jws::SignError> for ApiError {
    fn from(error: nightdesk_jws::SignError) -> Self {
        Self::internal(&error)
    }
}

impl From<InstanceError> for ApiError {
    fn from(error: InstanceError) -> Self {
        match error {
            InstanceError::Store(error) => error.into(),
            key @ InstanceError::Key { .. } => Self::internal(&key),
        }
    }
}
