//! PATCH /v1/me/metadata

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, sign_in};

const PATH: &str = "/v1/me/metadata";

#[tokio::test]
async fn metadata_is_merged_and_null_removes() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let start = r#"{"theme":"dark","panel":{"width":300,"open":true}}"#;
    let _ = browser.patch(PATH, &[("unsafe_metadata", start)]).await.expect_status(200);
    let patch = r#"{"theme":null,"panel":{"width":320}}"#;
    let merged = browser.patch(PATH, &[("unsafe_metadata", patch)]).await.expect_status(200).json();
    let expected = json!({"panel": {"width": 320, "open": true}});
    assert_eq!(merged["response"]["unsafe_metadata"], expected);
    assert_eq!(merged["client"]["sessions"][0]["user"]["unsafe_metadata"], expected);
}

#[tokio::test]
async fn what_is_no_object_or_grows_too_large_is_refused_and_changes_nothing() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(browser.patch(PATH, &[("unsafe_metadata", "{}")]).await.status, 401);
    sign_in(&mut browser, ADA).await;
    let half = |key: &str| json!({ key: "x".repeat(5000) }).to_string();
    let _ = browser.patch(PATH, &[("unsafe_metadata", &half("a"))]).await.expect_status(200);
    for text in ["[1]", "{", "null", &half("b")] {
        let answer = browser.patch(PATH, &[("unsafe_metadata", text)]).await.expect_status(422);
        let expected = ("form_param_format_invalid".into(), Some("unsafe_metadata".into()));
        assert_eq!(answer.error(), expected);
    }
    assert_eq!(browser.patch(PATH, &[]).await.error().0, "form_param_nil");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["unsafe_metadata"].as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn newer_clients_give_metadata_to_its_own_operation_only() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    for version in ["2026-05-12", "2026-08-20"] {
        let path = format!("/v1/me?__clerk_api_version={version}");
        let form = [("first_name", "Ada"), ("unsafe_metadata", r#"{"a":1}"#)];
        let refused = browser.patch(&path, &form).await.expect_status(422);
        assert_eq!(refused.error(), ("form_param_unknown".into(), Some("unsafe_metadata".into())));
        assert!(
            refused.json()["errors"][0]["long_message"].as_str().unwrap().contains("PATCH /v1/me/metadata")
        );
        let renamed = browser.patch(&path, &[("first_name", version)]).await.expect_status(200).json();
        assert_eq!(renamed["response"]["first_name"], version);
    }
    for (query, value) in [("", "none"), ("?__clerk_api_version=2025-11-10", "old")] {
        let form = [("unsafe_metadata", json!({"version": value}).to_string())];
        let form = form.each_ref().map(|(name, text)| (*name, text.as_str()));
        let stored = browser.patch(&format!("/v1/me{query}"), &form).await.expect_status(200).json();
        assert_eq!(stored["response"]["unsafe_metadata"], json!({"version": value}));
    }
}
