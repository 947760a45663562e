//! Every setting has an effect, seen here by flipping it.

use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

use crate::bapi::people::{PASSWORD, signed_in, user};

async fn set(app: &TestApp, settings: Value) {
    let answer = app.backend().patch("/v1/instance", settings).await.expect_status(204);
    assert!(answer.body.is_empty());
}

/// `exp - iat` of the token that comes with a sign-in, and how long its session lasts.
async fn lives_secs(app: &TestApp) -> (i64, i64) {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    let mut browser = signed_in(app, "ada@example.com").await;
    let client = browser.get("/v1/client").await.json();
    let session = &client["response"]["sessions"][0];
    let jwt = session["last_active_token"]["jwt"].as_str().unwrap();
    let claims = BASE64_URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    let session_secs =
        (session["expire_at"].as_i64().unwrap() - session["created_at"].as_i64().unwrap()) / 1000;
    (claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), session_secs)
}

#[tokio::test]
async fn the_instance_is_described() {
    let app = TestApp::development().await;
    let instance = app.backend().get("/v1/instance").await.expect_status(200).json();
    assert_eq!(instance["environment_type"], "development");
    assert_eq!(instance["allowed_origins"], json!(null));
    set(&app, json!({"allowed_origins": ["https://a.example"]})).await;
    let instance = app.backend().get("/v1/instance").await.json();
    assert_eq!(instance["allowed_origins"], json!(["https://a.example"]));
}

#[tokio::test]
async fn lifetimes_of_tokens_and_sessions_follow_the_settings() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    assert_eq!(lives_secs(&app).await, (60, 7 * 24 * 3600));
    set(&app, json!({"session_token_lifetime_secs": 10})).await;
    assert_eq!(lives_secs(&app).await, (10, 7 * 24 * 3600));
    set(&app, json!({"session_lifetime_secs": 3600})).await;
    assert_eq!(lives_secs(&app).await, (10, 3600));
}

#[tokio::test]
async fn an_origin_is_allowed_once_it_is_listed() {
    let app = TestApp::production().await;
    let status = async || app.browser(Identity::Extension).get("/v1/client").await.status;
    assert_eq!(status().await, 400);
    set(&app, json!({"allowed_origins": ["chrome-extension://abcdefghijklmnopabcdefghijklmnop"]})).await;
    assert_eq!(status().await, 200);
    set(&app, json!({"allowed_origins": []})).await;
    assert_eq!(status().await, 400);
}

#[tokio::test]
async fn strangers_may_sign_up_unless_it_is_closed() {
    let app = TestApp::development().await;
    let sign_up = async |address: &str| {
        let form = [("email_address", address), ("password", PASSWORD)];
        app.browser(Identity::DevBrowser).post("/v1/client/sign_ups", &form).await.status
    };
    assert_eq!(sign_up("ada@example.com").await, 200);
    set(&app, json!({"sign_up_enabled": false})).await;
    assert_eq!(sign_up("ben@example.com").await, 403);
}

#[tokio::test]
async fn a_second_user_signs_in_on_a_client_only_outside_single_session_mode() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    user(&app, "ben@example.com").await;
    let second = async || {
        let mut browser = signed_in(&app, "ada@example.com").await;
        let form = [("strategy", "password"), ("identifier", "ben@example.com"), ("password", PASSWORD)];
        browser.post("/v1/client/sign_ins", &form).await.status
    };
    assert_eq!(second().await, 400);
    set(&app, json!({"single_session_mode": false})).await;
    assert_eq!(second().await, 200);
}

#[tokio::test]
async fn the_fixed_code_opens_test_addresses_only_in_test_mode() {
    let app = TestApp::development().await;
    let attempt = async |address: &str| {
        user(&app, address).await;
        let mut browser = app.browser(Identity::DevBrowser);
        let form = [("identifier", address), ("strategy", "email_code")];
        let sign_in = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
        let id = sign_in["response"]["id"].as_str().unwrap();
        let form = [("strategy", "email_code"), ("code", "424242")];
        browser.post(&format!("/v1/client/sign_ins/{id}/attempt_first_factor"), &form).await.status
    };
    assert_eq!(attempt("ada+clerk_test@example.com").await, 200);
    set(&app, json!({"test_mode": false})).await;
    assert_eq!(attempt("ben+clerk_test@example.com").await, 422);
}

#[tokio::test]
async fn sdks_are_shown_what_the_owner_says_of_the_instance() {
    let app = TestApp::development().await;
    let shown = async || {
        let environment = app.browser(Identity::DevBrowser).get("/v1/environment").await.expect_status(200);
        let display = environment.json()["display_config"].clone();
        ["support_email", "clerk_js_version", "preferred_sign_in_strategy"].map(|name| display[name].clone())
    };
    let preferred = "preferred_sign_in_strategy_when_password_required";
    assert_eq!(shown().await, [Value::Null, Value::Null, json!("password")]);
    set(&app, json!({"support_email": "help@example.com", "clerk_js_version": "6.34.1", preferred: "otp"}))
        .await;
    assert_eq!(shown().await, [json!("help@example.com"), json!("6.34.1"), json!("otp")]);
    set(&app, json!({"cookieless_dev": true, "url_based_session_syncing": true})).await;
    assert_eq!(shown().await, [json!("help@example.com"), json!("6.34.1"), json!("otp")]);
    set(&app, json!({"support_email": null, "clerk_js_version": "", preferred: ""})).await;
    assert_eq!(shown().await, [Value::Null, Value::Null, json!("password")]);
}

#[tokio::test]
async fn bad_settings_are_named_and_change_nothing() {
    let app = TestApp::development().await;
    let before = app.backend().get("/v1/instance").await.json();
    for (body, param) in [
        (json!({"session_token_lifetime_secs": 9}), "session_token_lifetime_secs"),
        (json!({"session_token_lifetime_secs": 3601}), "session_token_lifetime_secs"),
        (json!({"session_lifetime_secs": 0}), "session_lifetime_secs"),
        (json!({"allowed_origins": ["https://a.example/path"]}), "allowed_origins"),
        (json!({"allowed_origins": "x", "unknown": 1}), "unknown"),
        (json!({"sign_up_enabled": "yes"}), "sign_up_enabled"),
        (json!({"hibp": "yes"}), "hibp"),
        (json!({"sign_up_mode": "open"}), "sign_up_mode"),
        (json!({"support_email": "nobody"}), "support_email"),
        (json!({"clerk_js_version": "6 or so"}), "clerk_js_version"),
        (
            json!({"preferred_sign_in_strategy_when_password_required": "passkey"}),
            "preferred_sign_in_strategy_when_password_required",
        ),
        (json!({"url_based_session_syncing": false}), "url_based_session_syncing"),
        (json!({"development_origin": "http://localhost:3000"}), "development_origin"),
    ] {
        let answer = app.backend().patch("/v1/instance", body.clone()).await.expect_status(422);
        assert_eq!(answer.error().1.as_deref(), Some(param), "{body}");
    }
    assert_eq!(app.backend().get("/v1/instance").await.json(), before);
    let production = TestApp::production().await;
    let answer = production.backend().patch("/v1/instance", json!({"test_mode": true})).await;
    assert_eq!(answer.expect_status(422).error().1.as_deref(), Some("test_mode"));
}
