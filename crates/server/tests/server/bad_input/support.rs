//! Requests written by hand, since the callers of the testkit only write good ones.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use nightdesk_testkit::{
    Answer, Browser, TestApp,
    app::{FRONTEND_API, Identity},
    spec::{self, Api},
};
use serde_json::json;

pub const PASSWORD: &str = "correct horse battery";
pub const ADA: &str = "ada@example.com";
pub const FORM: &str = "application/x-www-form-urlencoded";

/// A development server on which Ada has an account and is signed in.
pub struct SignedIn<'a> {
    pub app: &'a TestApp,
    pub browser: Browser<'a>,
    pub session: String,
}

impl<'a> SignedIn<'a> {
    pub async fn new(app: &'a TestApp, identity: Identity) -> Self {
        let user = json!({"email_address": [ADA], "password": PASSWORD});
        let _ = app.backend().post("/v1/users", user).await.expect_status(200);
        let mut browser = app.browser(identity);
        // In production only origins that the owner named may call.
        let origins = json!({"allowed_origins": browser.origin.iter().collect::<Vec<_>>()});
        let _ = app.backend().patch("/v1/instance", origins).await.expect_status(204);
        let form = [("strategy", "password"), ("identifier", ADA), ("password", PASSWORD)];
        let answer = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
        let session = answer["response"]["created_session_id"].as_str().expect("signed in").to_owned();
        Self { app, browser, session }
    }

    /// Asserts that the session still gives tokens.
    pub async fn still(&mut self) {
        let path = format!("/v1/client/sessions/{}/tokens", self.session);
        let _ = self.browser.post(&path, &[]).await.expect_status(200);
    }

    /// Sends a request to the Frontend API in the name of the development browser, with a body as it is.
    pub async fn send(&self, method: Method, path: &str, content_type: Option<&str>, body: &[u8]) -> Answer {
        let separator = if path.contains('?') { '&' } else { '?' };
        let token = self.browser.token.as_deref().unwrap_or_default();
        let uri = format!("{path}{separator}__clerk_db_jwt={token}");
        let request = Request::builder().method(method.clone()).uri(&uri).header(header::HOST, FRONTEND_API);
        let request = match content_type {
            Some(content_type) => request.header(header::CONTENT_TYPE, content_type),
            None => request,
        };
        let request = request.body(Body::from(body.to_vec())).expect("tests write valid paths");
        self.app.send(request).await
    }

    /// Posts a form as it is.
    pub async fn form(&self, path: &str, body: impl AsRef<[u8]>) -> Answer {
        self.send(Method::POST, path, Some(FORM), body.as_ref()).await
    }
}

/// Sends a request to the Backend API, with a body as it is.
pub async fn backend(
    app: &TestApp,
    method: Method,
    path: &str,
    content_type: Option<&str>,
    body: &[u8],
) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, FRONTEND_API)
        .header(header::AUTHORIZATION, format!("Bearer {}", app.secret_key));
    let request = match content_type {
        Some(content_type) => request.header(header::CONTENT_TYPE, content_type),
        None => request,
    };
    app.send(request.body(Body::from(body.to_vec())).expect("tests write valid paths")).await
}

/// Asserts that an answer refuses: status 4xx or 501, the one error body, nothing but JSON.
#[track_caller]
pub fn assert_refused(what: &str, answer: &Answer) {
    assert!(
        (400..500).contains(&answer.status) || answer.status == 501,
        "{what}: {} {}",
        answer.status,
        answer.text()
    );
    assert_eq!(answer.header("content-type"), Some("application/json"), "{what}");
    spec::check_schema(Api::Fapi, "ClerkErrors", &answer.json()).unwrap_or_else(|e| panic!("{what}: {e}"));
    let body = answer.json();
    for text in ["message", "long_message", "code"] {
        let text = body["errors"][0][text].as_str().unwrap_or_default();
        assert!(!text.is_empty(), "{what}: {body}");
    }
}

/// Asserts that an answer refuses with this code, about this parameter.
#[track_caller]
pub fn assert_error(what: &str, answer: &Answer, status: u16, code: &str, param: Option<&str>) {
    assert_refused(what, answer);
    let found = answer.error();
    assert_eq!((answer.status, found.0.as_str(), found.1.as_deref()), (status, code, param), "{what}");
}
