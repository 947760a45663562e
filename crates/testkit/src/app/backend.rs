//! Callers of the Backend API.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::Value;

use super::{Answer, TestApp};
use crate::spec::Api;

/// A caller of the Backend API. Its answers are held against the contract.
pub struct Backend<'a> {
    app: &'a TestApp,
    key: String,
    api_version: Option<&'static str>,
}

impl<'a> Backend<'a> {
    pub(super) fn new(app: &'a TestApp, key: &str) -> Self {
        Self { app, key: key.to_owned(), api_version: None }
    }

    /// The same caller with another key.
    #[must_use]
    pub fn with_key(self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self }
    }

    /// The same caller, made for this version of the API.
    #[must_use]
    pub fn of_version(self, api_version: &'static str) -> Self {
        Self { api_version: Some(api_version), ..self }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Posts a body that is no JSON.
    ///
    /// # Panics
    /// If the answer is not what the contract says.
    pub async fn post_raw(&self, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "127.0.0.1:4400")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key))
            .header(header::CONTENT_TYPE, content_type);
        let request = request.body(Body::from(body)).expect("tests write valid paths");
        self.app.send_checked(Api::Bapi, request).await
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:4400")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key));
        if let Some(version) = self.api_version {
            request = request.header("Clerk-API-Version", version);
        }
        let request = match body {
            Some(body) => {
                request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))
            }
            None => request.body(Body::empty()),
        };
        self.app.send_checked(Api::Bapi, request.expect("tests write valid paths")).await
    }
}
