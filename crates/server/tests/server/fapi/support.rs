//! What these tests have in common.

use nightdesk_testkit::{Answer, Browser, TestApp};
use serde_json::{Value, json};

pub const PASSWORD: &str = "correct horse battery";
pub const ADA: &str = "ada@example.com";

/// Adds a user through the Backend API, and returns the id.
pub async fn add_user(app: &TestApp, address: &str) -> String {
    let body = json!({"email_address": [address], "password": PASSWORD});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    text(&user, "/id")
}

/// Signs in by password, and returns the session's id.
pub async fn sign_in(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = try_password(browser, address, PASSWORD).await.expect_status(200).json();
    assert_eq!(answer["response"]["status"], "complete");
    text(&answer, "/response/created_session_id")
}

/// Begins a sign-in with a password.
pub async fn try_password(browser: &mut Browser<'_>, address: &str, password: &str) -> Answer {
    let form = [("strategy", "password"), ("identifier", address), ("password", password)];
    browser.post("/v1/client/sign_ins", &form).await
}

/// Asks for a token of a session.
pub async fn token(browser: &mut Browser<'_>, session: &str) -> Answer {
    browser.post(&format!("/v1/client/sessions/{session}/tokens"), &[]).await
}

/// Changes a setting of the instance.
pub async fn set(app: &TestApp, settings: Value) {
    let _ = app.backend().patch("/v1/instance", settings).await.expect_status(204);
}

/// A text at a JSON pointer.
pub fn text(body: &Value, pointer: &str) -> String {
    let found = body.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} of {body:#}")).to_owned()
}

/// The code of an answer's first error.
pub fn code(answer: &Answer) -> String {
    answer.error().0
}
