//! Questions to other servers: with an end in time and size, and never inside a transaction.

use std::{sync::OnceLock, time::Duration};

use nightdesk_auth::origin::is_loopback;
use reqwest::{Client, RequestBuilder, StatusCode, redirect::Policy};
use serde_json::Value;
use thiserror::Error;
use url::Url;

use crate::oauth::PublishedKeys;

/// From the first byte of the question to the last of the answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Sets of keys are the largest answers, and far from it.
const MAX_BYTES: usize = 256 * 1024;

/// Why another server's answer is no use. Nothing in it is secret: neither addresses nor bodies show.
#[derive(Debug, Error)]
pub(crate) enum OutgoingError {
    #[error("the request failed: {0}")]
    Request(reqwest::Error),
    #[error("this process asks nobody on its own machine")]
    Loopback,
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
pub(crate) struct Outgoing {
    client: OnceLock<Client>,
    /// What identity providers sign by.
    pub(crate) keys: PublishedKeys,
    /// Whether servers on this machine are asked.
    loopback: bool,
}

impl Outgoing {
    pub(crate) fn new(loopback: bool) -> Self {
        Self { client: OnceLock::new(), keys: PublishedKeys::default(), loopback }
    }

    /// A GET request to send by [`Outgoing::json`].
    ///
    /// # Errors
    /// If the system has no certificates to trust, or the address is one of this machine and those are not asked.
    pub(crate) fn get(&self, url: &str) -> Result<RequestBuilder, OutgoingError> {
        Ok(self.client_for(url)?.get(url))
    }

    /// A POST request with a form.
    ///
    /// # Errors
    /// As [`Outgoing::get`].
    pub(crate) fn post(&self, url: &str, form: &[(&str, &str)]) -> Result<RequestBuilder, OutgoingError> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        Ok(self
            .client_for(url)?
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .body(body))
    }

    fn client_for(&self, url: &str) -> Result<&Client, OutgoingError> {
        let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        if !self.loopback && host.is_none_or(|host| is_loopback(&host)) {
            return Err(OutgoingError::Loopback);
        }
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = Client::builder()
            .timeout(TIMEOUT)
            // Whoever is asked answers; being sent elsewhere would lead past the check of the address.
            .redirect(Policy::none())
            .user_agent("nightdesk")
            .build()?;
        Ok(self.client.get_or_init(|| client))
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
