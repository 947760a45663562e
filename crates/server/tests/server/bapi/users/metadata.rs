use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::bapi::people::{text, user};

#[tokio::test]
async fn metadata_is_merged_and_null_removes_a_key() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}/metadata", text(&user, "id"));
    let body =
        json!({"public_metadata": {"plan": {"name": "pro", "seats": 3}}, "private_metadata": {"x": 1}});
    let _ = app.backend().patch(&path, body).await.expect_status(200);
    let body = json!({"public_metadata": {"plan": {"seats": null}, "since": 2026}});
    let merged = app.backend().patch(&path, body).await.expect_status(200).json();
    assert_eq!(merged["public_metadata"], json!({"plan": {"name": "pro"}, "since": 2026}));
    assert_eq!(merged["private_metadata"], json!({"x": 1}));
}

#[tokio::test]
async fn metadata_stays_small_also_when_merged() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}/metadata", text(&user, "id"));
    let body = |key: &str| json!({"unsafe_metadata": {key: "x".repeat(6000)}});
    let _ = app.backend().patch(&path, body("a")).await.expect_status(200);
    let answer = app.backend().patch(&path, body("b")).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("unsafe_metadata"));
}

#[tokio::test]
async fn metadata_that_is_replaced_keeps_nothing_of_before() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}/metadata", text(&user, "id"));
    let body = json!({"public_metadata": {"plan": "pro", "seats": 3}, "private_metadata": {"x": 1}});
    let _ = app.backend().put(&path, body).await.expect_status(200);
    let body = json!({"public_metadata": {"plan": "free"}});
    let replaced = app.backend().put(&path, body).await.expect_status(200).json();
    assert_eq!(replaced["public_metadata"], json!({"plan": "free"}));
    assert_eq!(replaced["private_metadata"], json!({"x": 1}));
    let _ = app.backend().put("/v1/users/user_nobody/metadata", json!({})).await.expect_status(404);
}
