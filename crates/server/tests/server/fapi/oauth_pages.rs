//! What a page is told that a provider led back to: it knows nothing of what went before.

use nightdesk_testkit::{Browser, Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::{
    oauth::{ADA_THERE, REDIRECT, connect, follow, go, page},
    support::{ADA, add_user, text},
};

const DONE: &str = "http://localhost:3000/done?tab=1";

async fn client(browser: &mut Browser<'_>) -> Value {
    browser.get("/v1/client").await.expect_status(200).json()["response"].clone()
}

#[tokio::test]
async fn the_client_shows_what_is_complete_until_its_session_is_touched() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    for kind in ["sign_up", "sign_in"] {
        let mut browser = app.browser(Identity::DevBrowser);
        let attempt = go(&mut browser, &provider, kind, &ADA_THERE).await;
        let shown = client(&mut browser).await;
        let session = text(&shown, "/sessions/0/id");
        assert_eq!(shown[kind]["id"], attempt["response"]["id"], "{kind}");
        assert_eq!(
            (&shown[kind]["status"], &shown[kind]["created_session_id"]),
            (&json!("complete"), &json!(session))
        );
        let path = format!("/v1/client/sessions/{session}/touch");
        let touched = browser.post(&path, &[]).await.expect_status(200).json();
        assert_eq!(touched["client"][kind], Value::Null);
        assert_eq!(client(&mut browser).await[kind], Value::Null);
    }
}

#[tokio::test]
async fn what_is_complete_is_not_shown_once_its_session_is_over() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    go(&mut browser, &provider, "sign_in", &ADA_THERE).await;
    let session = text(&client(&mut browser).await, "/sessions/0/id");
    let _ = browser.post(&format!("/v1/client/sessions/{session}/end"), &[]).await.expect_status(200);
    assert_eq!(client(&mut browser).await["sign_in"], Value::Null);
}

#[tokio::test]
async fn who_is_signed_in_is_led_where_the_application_wants_them_then() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let mut led = async |kind: &str, complete: &str| {
        let form = [
            ("strategy", "oauth_google"),
            ("redirect_url", REDIRECT),
            ("action_complete_redirect_url", complete),
        ];
        let begun = browser.post(&format!("/v1/client/{kind}s"), &form).await.expect_status(200).json();
        let back = follow(&mut browser, &provider.agree(&page(&begun), &ADA_THERE)).await.expect_status(303);
        let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
        text(&json!(back.header("location")), "")
    };
    assert_eq!(led("sign_in", DONE).await, REDIRECT, "somebody without an account is not signed in yet");
    assert_eq!(led("sign_up", DONE).await, DONE);
    assert_eq!(led("sign_in", "/done?tab=1").await, DONE, "a path is one of the application");
    assert_eq!(led("sign_in", "").await, REDIRECT);
}

#[tokio::test]
async fn nobody_is_led_to_somebody_elses_page() {
    let app = TestApp::development().await;
    let _provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    for (elsewhere, code) in [
        ("https://evil.example/", "form_param_value_invalid"),
        ("//evil.example/", "form_param_value_invalid"),
        ("javascript:alert(1)", "form_param_format_invalid"),
    ] {
        let form = [
            ("strategy", "oauth_google"),
            ("redirect_url", REDIRECT),
            ("action_complete_redirect_url", elsewhere),
        ];
        let refused = browser.post("/v1/client/sign_ins", &form).await.expect_status(422);
        assert_eq!(refused.error().0, code, "{elsewhere}");
    }
}
