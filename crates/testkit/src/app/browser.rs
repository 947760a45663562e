//! Callers of the Frontend API, who remember who they are in one of the four ways there are.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Answer, FRONTEND_API, TestApp};
use crate::spec::Api;

/// How a caller shows who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Development: an id in the query. An answer without `Clerk-Db-Jwt` makes it forget, as it does official clients.
    DevBrowser,
    /// A page in production: cookies.
    Cookie,
    /// A native application: a token in `Authorization`, both ways.
    Native,
    /// An extension in production: nothing at first, then like a native application.
    Extension,
}

/// Origin of the extension that tests are.
pub const EXTENSION_ORIGIN: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";
/// Origin of the page that tests are.
pub const PAGE_ORIGIN: &str = "http://app.nightdesk.localhost:4400";

/// A caller of the Frontend API. Its answers are held against the contract.
pub struct Browser<'a> {
    app: &'a TestApp,
    identity: Identity,
    /// Dev browser id or client token.
    pub token: Option<String>,
    /// What pages keep.
    pub cookies: BTreeMap<String, String>,
    /// The `Origin` it sends.
    pub origin: Option<String>,
}

impl<'a> Browser<'a> {
    pub(super) fn new(app: &'a TestApp, identity: Identity) -> Self {
        let origin = match identity {
            Identity::Native => None,
            Identity::Cookie => Some(PAGE_ORIGIN),
            Identity::DevBrowser | Identity::Extension => Some(EXTENSION_ORIGIN),
        };
        let origin = origin.map(str::to_owned);
        Self { app, identity, token: None, cookies: BTreeMap::new(), origin }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }

    /// Posts a form.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, form).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[]).await
    }

    pub async fn patch(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(Method::PATCH, path, form).await
    }

    /// Sends a form (empty for none) as this caller, and remembers what the answer hands out.
    ///
    /// # Panics
    /// If the answer is not what the contract says.
    pub async fn send(&mut self, method: Method, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.request(method, path, form);
        let answer = self.app.send_checked(Api::Fapi, request).await;
        self.remember(&answer);
        answer
    }

    /// Posts a body that is no form.
    ///
    /// # Panics
    /// If the answer is not what the contract says.
    pub async fn post_raw(&mut self, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let mut request = self.request(Method::POST, path, &[]);
        *request.body_mut() = Body::from(body);
        let content_type = content_type.parse().expect("tests write valid headers");
        request.headers_mut().insert(header::CONTENT_TYPE, content_type);
        let answer = self.app.send_checked(Api::Fapi, request).await;
        self.remember(&answer);
        answer
    }

    fn request(&self, method: Method, path: &str, form: &[(&str, &str)]) -> Request<Body> {
        let mut uri = path.to_owned();
        let mut add = |name: &str, value: &str| {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(&format!("{name}={value}"));
        };
        let mut request = Request::builder().method(method).header(header::HOST, FRONTEND_API);
        if let Some(origin) = &self.origin {
            request = request.header(header::ORIGIN, origin);
        }
        match (self.identity, &self.token) {
            (Identity::DevBrowser, Some(token)) => add("__clerk_db_jwt", token),
            (Identity::Native, token) => {
                add("_is_native", "1");
                let bearer = token.as_ref().map(|token| format!("Bearer {token}")).unwrap_or_default();
                request = request.header(header::AUTHORIZATION, bearer);
            }
            (Identity::Extension, Some(token)) => {
                add("_is_native", "1");
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            (Identity::DevBrowser | Identity::Extension, None) | (Identity::Cookie, _) => {}
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if !form.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        request.uri(uri).body(Body::from(encode(form))).expect("tests write valid paths")
    }

    fn remember(&mut self, answer: &Answer) {
        match self.identity {
            Identity::DevBrowser => self.token = answer.header("clerk-db-jwt").map(str::to_owned),
            Identity::Native | Identity::Extension => {
                let token = answer.header("authorization").map(|value| value.trim_start_matches("Bearer "));
                if let Some(token) = token.filter(|token| !token.is_empty()) {
                    self.token = Some(token.to_owned());
                }
            }
            Identity::Cookie => {
                for cookie in answer.headers.get_all(header::SET_COOKIE) {
                    let pair = cookie.to_str().ok().and_then(|text| text.split(';').next()?.split_once('='));
                    if let Some((name, value)) = pair {
                        self.cookies.insert(name.to_owned(), value.to_owned());
                    }
                }
            }
        }
    }
}

fn encode(form: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<_> =
        form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}
