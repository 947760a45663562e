//! Users and sessions to start from.

use nightdesk_testkit::{Browser, Identity, TestApp};
use serde_json::{Value, json};

pub const PASSWORD: &str = "correct horse battery";

/// A user with this address and [`PASSWORD`].
pub async fn user(app: &TestApp, address: &str) -> Value {
    let body = json!({"email_address": [address], "password": PASSWORD});
    app.backend().post("/v1/users", body).await.expect_status(200).json()
}

/// The text under a key.
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no text {key} in {value}"))
}

/// Signs a user in by password on a new browser.
pub async fn signed_in<'a>(app: &'a TestApp, address: &str) -> Browser<'a> {
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "password"), ("identifier", address), ("password", PASSWORD)];
    let answer = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    assert_eq!(answer["response"]["status"], "complete", "{answer}");
    browser
}
