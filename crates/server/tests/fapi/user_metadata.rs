//! PATCH /v1/me/metadata

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::support::{ADA, add_user, sign_in};

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
