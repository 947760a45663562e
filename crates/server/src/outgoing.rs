//! Questions to other servers: with an end in time and size, and never inside a transaction.

use std::{sync::OnceLock, time::Duration};

use reqwest::{Client, RequestBuilder, StatusCode, redirect::Policy};
use serde_json::Value;
use thiserror::Error;

/// From the first byte of the question to the last of the answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Sets of keys are the largest answers, and far from it.
const MAX_BYTES: usize = 256 * 1024;

/// Why another server's answer is no use. Nothing in it is secret: neither addresses nor bodies show.
#[derive(Debug, Error)]
pub(crate) enum OutgoingError {
    #[error("the request failed: {0}")]
    Request(reqwest::Error),
    #[error("the answer has status {0}")]
    Status(StatusCode),
    #[error("the answer is larger than {MAX_BYTES} bytes")]
    TooLarge,
    #[error("the answer is not JSON")]
    NotJson,
}

impl From<reqwest::Error> for OutgoingError {
    fn from(error: reqwest::Error) -> Self {
        Self::Request(error.without_url())
    }
}

/// The one place that opens connections. It costs nothing before it is first used.
#[derive(Default)]
pub(crate) struct Outgoing(OnceLock<Client>);

impl Outgoing {
    /// A GET request to send by [`Outgoing::json`].
    ///
    /// # Errors
    /// If the system has no certificates to trust.
    pub(crate) fn get(&self, url: &str) -> Result<RequestBuilder, OutgoingError> {
        Ok(self.client()?.get(url))
    }

    /// A POST request with a form.
    ///
    /// # Errors
    /// As [`Outgoing::get`].
    pub(crate) fn post(&self, url: &str, form: &[(&str, &str)]) -> Result<RequestBuilder, OutgoingError> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        Ok(self
            .client()?
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .body(body))
    }

    fn client(&self) -> Result<&Client, OutgoingError> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        let client = Client::builder()
            .timeout(TIMEOUT)
            // Whoever is asked answers; being sent elsewhere would lead past the check of the address.
            .redirect(Policy::none())
            .user_agent("nightdesk")
            .build()?;
        Ok(self.0.get_or_init(|| client))
    }
}

/// Sends a request and reads its answer, which must be a success.
pub(crate) async fn bytes(request: RequestBuilder) -> Result<Vec<u8>, OutgoingError> {
    let (status, body) = read(request.send().await?, StatusCode::is_success).await?;
    if status.is_success() { Ok(body) } else { Err(OutgoingError::Status(status)) }
}

/// Sends a request and reads its answer, whatever its status.
pub(crate) async fn answer(request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), OutgoingError> {
    read(request.send().await?, |_| true).await
}

/// The status of an answer, and its body where that is wanted.
async fn read(
    mut response: reqwest::Response,
    wanted: impl Fn(&StatusCode) -> bool,
) -> Result<(StatusCode, Vec<u8>), OutgoingError> {
    let status = response.status();
    let mut body = Vec::new();
    if !wanted(&status) {
        return Ok((status, body));
    }
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > MAX_BYTES {
            return Err(OutgoingError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok((status, body))
}

/// As [`bytes`], read as JSON.
pub(crate) async fn json(request: RequestBuilder) -> Result<Value, OutgoingError> {
    serde_json::from_slice(&bytes(request).await?).map_err(|_| OutgoingError::NotJson)
}
