//! Answers, read to the end.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Response},
};
use serde_json::Value;

/// An answer. Bodies are looked at as JSON values, never through the types that wrote them: a changed field must show.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub(super) async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the body is in memory");
        Self { status: parts.status.as_u16(), headers: parts.headers, body: body.to_vec() }
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// One header; `None` if it is absent or no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The same answer, which must have this status.
    ///
    /// # Panics
    /// If it has another.
    #[must_use]
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The first error: its code, and the parameter it is about.
    ///
    /// # Panics
    /// If the answer carries no errors.
    #[must_use]
    #[track_caller]
    pub fn error(&self) -> (String, Option<String>) {
        let body = self.json();
        let error = &body["errors"][0];
        let code = error["code"].as_str().unwrap_or_else(|| panic!("no error: {body}"));
        (code.to_owned(), error["meta"]["param_name"].as_str().map(str::to_owned))
    }
}
