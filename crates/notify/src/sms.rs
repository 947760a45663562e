//! Delivery of text messages by HTTP.

use std::time::Duration;

use reqwest::{
    Client, StatusCode, Url,
    header::{HeaderMap, HeaderName, HeaderValue},
    redirect::Policy,
};
use serde_json::Value;

use crate::{Message, SendError, Sender, Sending, with_causes};

/// A person waits for the message behind a spinner; a service that needs longer is as good as down.
const TIMEOUT: Duration = Duration::from_secs(15);
/// What is sent unless the configuration says otherwise.
const DEFAULT_BODY: &str = r#"{"to": "{to}", "text": "{text}"}"#;

/// Where text messages are handed over, and in which form.
#[derive(Clone)]
pub struct SmsConfig {
    /// The address of the service: https, or anything on this machine.
    pub url: String,
    /// Headers that go along, such as `Authorization`.
    pub headers: Vec<(String, String)>,
    /// The JSON to post, with `{to}` and `{text}` inside its texts; `None` for `{"to": "{to}", "text": "{text}"}`.
    pub body: Option<String>,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SmsConfigError {
    #[error("the address of the service for text messages is not an https URL")]
    Url,
    #[error("'{0}' is not a header's name, or its value has characters that headers cannot have")]
    Header(String),
    #[error("the body of text messages is not JSON with {{to}} and {{text}} in its texts")]
    Body,
    #[error("no connections can be made: {0}")]
    Client(String),
}

/// Posts each message to a service as JSON. What fails is not tried again: whoever waits for a code asks again.
pub struct SmsSender {
    client: Client,
    url: Url,
    headers: HeaderMap,
    body: Value,
}

impl SmsSender {
    /// Checks the configuration; connects when the first message is sent.
    ///
    /// # Errors
    /// [`SmsConfigError`] names the part that cannot be used.
    pub fn new(config: &SmsConfig) -> Result<Self, SmsConfigError> {
        let url: Url = config.url.parse().map_err(|_| SmsConfigError::Url)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
            return Err(SmsConfigError::Url);
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &config.headers {
            let refused = || SmsConfigError::Header(name.clone());
            let header = HeaderName::try_from(name.as_str()).map_err(|_| refused())?;
            let mut value = HeaderValue::try_from(value.as_str()).map_err(|_| refused())?;
            value.set_sensitive(true);
            headers.append(header, value);
        }
        let text = config.body.as_deref().unwrap_or(DEFAULT_BODY);
        let body = serde_json::from_str(text).map_err(|_| SmsConfigError::Body)?;
        if ["{to}", "{text}"].iter().any(|name| !mentions(&body, name)) {
            return Err(SmsConfigError::Body);
        }
        let client = Client::builder().timeout(TIMEOUT).redirect(Policy::none()).build();
        let client = client.map_err(|error| SmsConfigError::Client(error.to_string()))?;
        Ok(Self { client, url, headers, body })
    }
}

fn is_loopback(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// Whether a text inside `value` contains `name`.
fn mentions(value: &Value, name: &str) -> bool {
    match value {
        Value::String(text) => text.contains(name),
        Value::Array(values) => values.iter().any(|value| mentions(value, name)),
        Value::Object(fields) => fields.values().any(|value| mentions(value, name)),
        _ => false,
    }
}

/// Puts recipient and text in. Both stay inside the JSON texts that name them, whatever is in them.
fn fill(value: &mut Value, to: &str, text: &str) {
    match value {
        // In one pass each: a text that contains "{to}" must not be filled again.
        Value::String(part) => {
            let parts: Vec<_> = part.split("{text}").map(|part| part.replace("{to}", to)).collect();
            *part = parts.join(text);
        }
        Value::Array(values) => values.iter_mut().for_each(|value| fill(value, to, text)),
        Value::Object(fields) => fields.values_mut().for_each(|value| fill(value, to, text)),
        _ => {}
    }
}

impl Sender for SmsSender {
    fn send(&self, message: Message) -> Sending<'_> {
        Box::pin(async move {
            let mut body = self.body.clone();
            fill(&mut body, &message.to, &message.body);
            let request = self.client.post(self.url.clone()).headers(self.headers.clone());
            let request =
                request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body.to_string());
            // Neither the address, which may hold a key, nor the answer, which may repeat the code, goes on from here.
            let host = self.url.host_str().unwrap_or_default();
            let answer = request.send().await.map_err(|error| {
                let reason = with_causes(error);
                SendError::Unavailable(format!(
                    "the service for text messages at {host}: {reason}; check sms_url"
                ))
            })?;
            judge(host, answer.status())
        })
    }
}

fn judge(host: &str, status: StatusCode) -> Result<(), SendError> {
    let text = format!("the service for text messages at {host} answered {}", status.as_u16());
    match status {
        status if status.is_success() => Ok(()),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Err(SendError::Unavailable(text)),
        // These are about the configuration, and no fault of whoever waits for the message.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            Err(SendError::Unavailable(text + "; check sms_headers"))
        }
        StatusCode::NOT_FOUND => Err(SendError::Unavailable(text + "; check sms_url")),
        status if status.is_client_error() => {
            Err(SendError::Refused(text + "; if it takes no message at all, check sms_body"))
        }
        _ => Err(SendError::Unavailable(text)),
    }
}

#[cfg(test)]
mod tests;
