//! JSON answers.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use nightdesk_wire::{client::Client, envelope::Enveloped};
use serde::Serialize;

/// A JSON body. Its type is exactly `application/json`: official backends compare the header as text.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        answer(serde_json::to_vec(&self.0))
    }
}

fn answer(body: serde_json::Result<Vec<u8>>) -> Response {
    match body {
        Ok(body) => {
            let json = HeaderValue::from_static("application/json");
            // Answers hold tokens and personal data; no cache between us and the caller may keep one.
            let headers =
                [(header::CONTENT_TYPE, json), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            (headers, body).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "an answer has no JSON form");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A resource with the client as it is now beside it.
pub(crate) struct Reply<T> {
    pub(crate) response: T,
    pub(crate) client: Option<Client>,
}

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        Json(Enveloped { response: self.response, client: self.client }).into_response()
    }
}
