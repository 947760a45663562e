//! Requests to the Frontend API.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Method};
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::resolve::{Resolver, is_local};
use crate::time::Time;

const USER_AGENT: &str = concat!("nightdesk-client-native/", env!("CARGO_PKG_VERSION"));

/// Sends what the core asks to be sent.
pub(crate) struct Http {
    client: reqwest::Client,
    production: bool,
}

/// A failure as the core gets it, and what the system said about it.
pub(crate) struct Failure {
    pub(crate) answer: Value,
    pub(crate) cause: Option<String>,
}

impl Http {
    /// # Errors
    /// [`Error::Tls`].
    pub(crate) fn new(frontend_api: &str, production: bool, roots: &[Vec<u8>]) -> Result<Http> {
        let tls = |error: reqwest::Error| Error::Tls { cause: chain(&error) };
        let mut certificates = Vec::new();
        for pem in roots {
            let found = Certificate::from_pem_bundle(pem).map_err(tls)?;
            if found.is_empty() {
                return Err(Error::Tls { cause: "there is no certificate in the PEM text".to_owned() });
            }
            certificates.extend(found);
        }
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .dns_resolver(Resolver)
            .tls_certs_merge(certificates)
            // The API answers where it is asked, and what identifies the client is for nobody else.
            .redirect(Policy::none())
            .referer(false);
        let host = frontend_api.rsplit_once(':').map_or(frontend_api, |(host, _)| host);
        if is_local(host) || host.starts_with("127.") || host == "[::1]" {
            // No proxy on the way to this machine.
            builder = builder.no_proxy();
        }
        Ok(Http { client: builder.build().map_err(tls)?, production })
    }

    /// Performs an `http` effect; the message to answer it with.
    pub(crate) async fn send(&self, effect: &Value, time: &dyn Time) -> std::result::Result<Value, Failure> {
        let timeout = effect["timeout"].as_f64().unwrap_or(0.0).max(0.0);
        tokio::select! {
            answer = self.exchange(effect) => {
                answer.map_err(|error| Failure { answer: json!({"failure": "network"}), cause: Some(chain(&error)) })
            }
            () = time.sleep(Duration::from_secs_f64(timeout / 1000.0)) => {
                Err(Failure { answer: json!({"failure": "timeout"}), cause: None })
            }
        }
    }

    async fn exchange(&self, effect: &Value) -> reqwest::Result<Value> {
        let text = |name: &str| effect[name].as_str();
        let method = if text("method") == Some("GET") { Method::GET } else { Method::POST };
        let mut url = text("url").unwrap_or_default().to_owned();
        let authorization = text("authorization");
        if self.production && authorization.is_none() {
            // The core says what it is only once it has something to show, as extensions do, who are known by
            // their origin before that. A program has no origin and would be taken for a page with cookies.
            url += "&_is_native=1";
        }
        let mut request = self.client.request(method, url);
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        if let Some(body) = text("body") {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body.to_owned());
        }
        let response = request.send().await?;
        let mut answer = json!({"status": response.status().as_u16()});
        read_headers(response.headers(), &mut answer);
        if let Ok(body) = serde_json::from_slice::<Value>(&response.bytes().await?) {
            answer["body"] = body;
        }
        Ok(answer)
    }
}

fn read_headers(headers: &HeaderMap, answer: &mut Value) {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    for (field, header) in [("authorization", AUTHORIZATION.as_str()), ("db_jwt", "clerk-db-jwt")] {
        if let Some(value) = text(header) {
            answer[field] = value.into();
        }
    }
    let date = text(DATE.as_str()).and_then(|date| httpdate::parse_http_date(date).ok());
    let since = date.and_then(|date| date.duration_since(std::time::UNIX_EPOCH).ok());
    if let Some(since) = since {
        answer["date"] = (since.as_secs() * 1000).into();
    }
    if let Some(seconds) = text(RETRY_AFTER.as_str()).and_then(|value| value.parse::<u64>().ok()) {
        answer["retry_after"] = seconds.into();
    }
}

/// An error with its causes, and without the URL: it may hold what identifies the client.
fn chain(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if !text.is_empty() {
            text += ": ";
        }
        text += &cause.to_string();
        source = cause.source();
    }
    if text.is_empty() { "the connection failed".to_owned() } else { text }
}
