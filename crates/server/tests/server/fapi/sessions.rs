//! /v1/client/sessions

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, code, set, sign_in, token};

#[tokio::test]
async fn touch_notes_the_use_and_answers_with_session_and_client() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(5);
    let path = format!("/v1/client/sessions/{session}/touch");
    let form = [("active_organization_id", ""), ("intent", "select_session")];
    let touched = browser.post(&path, &form).await.expect_status(200).json();
    let now = nightdesk_auth::Clock::now(&app.clock).as_millis();
    assert_eq!(touched["response"]["last_active_at"], now);
    assert_eq!(touched["client"]["last_active_session_id"], session);
    let shown = browser.get(&format!("/v1/client/sessions/{session}")).await.expect_status(200).json();
    assert_eq!(shown["response"]["last_active_at"], now);
    let elsewhere = browser.post(&path, &[("active_organization_id", "org_1")]).await.expect_status(404);
    assert_eq!(code(&elsewhere), "resource_not_found");
}

#[tokio::test]
async fn ending_a_session_signs_out_and_may_be_repeated() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    for (verb, status) in [("end", "ended"), ("remove", "removed")] {
        let mut browser = app.browser(Identity::DevBrowser);
        let session = sign_in(&mut browser, ADA).await;
        let path = format!("/v1/client/sessions/{session}/{verb}");
        let ended = browser.post(&path, &[]).await.expect_status(200).json();
        assert_eq!(ended["response"]["status"], status);
        assert_eq!(ended["client"]["sessions"], json!([]));
        assert!(ended["client"]["last_active_session_id"].is_null());
        let again = browser.post(&path, &[]).await.expect_status(200).json();
        assert_eq!(again["response"]["status"], status);
        let _ = token(&mut browser, &session).await.expect_status(401);
    }
}

#[tokio::test]
async fn signing_everybody_out_keeps_the_client() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let client = browser.get("/v1/client").await.json()["response"]["id"].clone();
    let out = browser.post("/v1/client/sessions?_method=DELETE", &[]).await.expect_status(200).json();
    assert_eq!(out["response"]["id"], client);
    assert_eq!(out["response"]["sessions"], json!([]));
    let _ = token(&mut browser, &session).await.expect_status(401);
    let second = sign_in(&mut browser, ADA).await;
    assert_ne!(second, session);
    assert_eq!(browser.get("/v1/client").await.json()["response"]["id"], client);
    let mut nobody = app.browser(Identity::DevBrowser);
    assert_eq!(
        code(&nobody.delete("/v1/client/sessions").await.expect_status(401)),
        "authentication_invalid"
    );
}

#[tokio::test]
async fn ending_one_of_two_sessions_leaves_the_other_active() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    add_user(&app, "bob@example.com").await;
    set(&app, json!({"single_session_mode": false})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let first = sign_in(&mut browser, ADA).await;
    let second = sign_in(&mut browser, "bob@example.com").await;
    let ended = browser.post(&format!("/v1/client/sessions/{second}/remove"), &[]).await.json();
    assert_eq!(ended["client"]["last_active_session_id"], first);
    let _ = token(&mut browser, &first).await.expect_status(200);
}
