use axum::{body::Body, http::Request};
use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::dashboard::support::Dashboard;

const EXTENSION: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

async fn status_for(app: &TestApp, origin: &str) -> u16 {
    let request = Request::get("/v1/environment").header("host", "auth.nightdesk.localhost:4400");
    app.send(request.header("origin", origin).body(Body::empty()).unwrap()).await.status
}

#[tokio::test]
async fn a_listed_extension_may_call_at_once_and_others_may_not() {
    let app = TestApp::production().await;
    let dashboard = Dashboard::open(&app).await;
    assert_eq!(status_for(&app, EXTENSION).await, 400);
    let list = json!({"allowed_origins": [EXTENSION, EXTENSION]});
    let answer = dashboard.change("PUT", "allowed_origins", list).await.expect_status(200).json();
    assert_eq!(answer, json!({"allowed_origins": [EXTENSION]}));
    assert_eq!(status_for(&app, EXTENSION).await, 200);
    assert_eq!(status_for(&app, "https://evil.example").await, 400);
    let instance = dashboard.get("instance").await.json();
    assert_eq!(instance["settings"]["allowed_origins"], json!([EXTENSION]));
}

#[tokio::test]
async fn what_is_no_origin_is_named_and_changes_nothing() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let list = json!({"allowed_origins": [EXTENSION, "https://app.example.com/path"]});
    let answer = dashboard.change("PUT", "allowed_origins", list).await.expect_status(422);
    assert_eq!(answer.error(), ("form_param_format_invalid".into(), Some("allowed_origins".into())));
    assert!(answer.text().contains("https://app.example.com/path"));
    assert_eq!(dashboard.get("instance").await.json()["settings"]["allowed_origins"], json!([]));
}

#[tokio::test]
async fn a_list_that_is_too_long_is_refused() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let origins: Vec<_> = (0..201).map(|n| format!("https://a{n}.example.com")).collect();
    let answer = dashboard.change("PUT", "allowed_origins", json!({"allowed_origins": origins})).await;
    assert_eq!((answer.status, answer.error().0.as_str()), (422, "form_param_max_length_exceeded"));
    let body = format!("{{\"allowed_origins\": [\"{}\"]}}", "x".repeat(70_000));
    assert_eq!(dashboard.change_with("PUT", "allowed_origins", &body, &[]).await.status, 413);
}
