//! Forgotten passwords: POST /v1/client/sign_ins/{sign_in_id}/reset_password and the strategy that leads there.

use nightdesk_testkit::{Browser, Identity, TestApp};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, sign_in, text, token, try_password};

const NEW: &str = "another horse battery";
const STRATEGY: (&str, &str) = ("strategy", "reset_password_email_code");

/// Begins a sign-in for a forgotten password, and returns its path.
async fn begin(browser: &mut Browser<'_>) -> String {
    let begun = browser.post("/v1/client/sign_ins", &[STRATEGY, ("identifier", ADA)]).await;
    let begun = begun.expect_status(200).json();
    assert_eq!(text(&begun, "/response/first_factor_verification/strategy"), STRATEGY.1);
    format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"))
}

/// The same, up to the point where the new password is due.
async fn prove(app: &TestApp, browser: &mut Browser<'_>) -> String {
    let path = begin(browser).await;
    let right = app.code_for(ADA).await;
    let form = [STRATEGY, ("code", right.as_str())];
    let proved = browser.post(&format!("{path}/attempt_first_factor"), &form).await.expect_status(200).json();
    assert_eq!(text(&proved, "/response/status"), "needs_new_password");
    assert!(proved["response"]["created_session_id"].is_null());
    assert_eq!(proved["client"]["sessions"].as_array().map(Vec::len), Some(0));
    path
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_the_user_signed_in() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let path = prove(&app, &mut browser).await;
    let short = browser.post(&format!("{path}/reset_password"), &[("password", "short")]).await;
    assert_eq!(code(&short.expect_status(422)), "form_password_length_too_short");
    let done = browser.post(&format!("{path}/reset_password"), &[("password", NEW)]).await;
    let done = done.expect_status(200).json();
    assert_eq!(text(&done, "/response/status"), "complete");
    let session = text(&done, "/response/created_session_id");
    let _ = token(&mut browser, &session).await.expect_status(200);
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["last_authentication_strategy"], STRATEGY.1);

    let mut other = app.browser(Identity::DevBrowser);
    assert_eq!(code(&try_password(&mut other, ADA, PASSWORD).await), "form_password_incorrect");
    let _ = try_password(&mut other, ADA, NEW).await.expect_status(200);
}

#[tokio::test]
async fn sessions_elsewhere_end_with_the_old_password_on_wish() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    for (wish, status) in [("false", 200), ("true", 401)] {
        let mut elsewhere = app.browser(Identity::DevBrowser);
        let old = sign_in_with(&mut elsewhere, if status == 200 { PASSWORD } else { NEW }).await;
        let mut browser = app.browser(Identity::DevBrowser);
        let path = prove(&app, &mut browser).await;
        let form = [("password", NEW), ("sign_out_of_other_sessions", wish)];
        let done = browser.post(&format!("{path}/reset_password"), &form).await.expect_status(200).json();
        assert_eq!(token(&mut elsewhere, &old).await.status, status, "{wish}");
        let session = text(&done, "/response/created_session_id");
        let _ = token(&mut browser, &session).await.expect_status(200);
    }
}

async fn sign_in_with(browser: &mut Browser<'_>, password: &str) -> String {
    let answer = try_password(browser, ADA, password).await.expect_status(200).json();
    text(&answer, "/response/created_session_id")
}

#[tokio::test]
async fn code_and_new_password_may_come_together() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let attempt = format!("{}/attempt_first_factor", begin(&mut browser).await);
    let wrong = browser.post(&attempt, &[STRATEGY, ("code", "000000"), ("password", NEW)]).await;
    assert_eq!(code(&wrong.expect_status(422)), "form_code_incorrect");
    let right = app.code_for(ADA).await;
    let done = browser.post(&attempt, &[STRATEGY, ("code", &right), ("password", NEW)]).await;
    assert_eq!(text(&done.expect_status(200).json(), "/response/status"), "complete");
}

#[tokio::test]
async fn only_the_code_for_it_lets_a_password_be_set() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let path = begin(&mut browser).await;
    let early = browser.post(&format!("{path}/reset_password"), &[("password", NEW)]).await;
    assert_eq!(code(&early.expect_status(400)), "verification_missing");
    let right = app.code_for(ADA).await;
    let form = [("strategy", "email_code"), ("code", right.as_str())];
    let other = browser.post(&format!("{path}/attempt_first_factor"), &form).await;
    assert_eq!(
        code(&other.expect_status(400)),
        "verification_missing",
        "a code signs nobody in by another strategy"
    );
    let mut stranger = app.browser(Identity::DevBrowser);
    let theirs = stranger.post(&format!("{path}/reset_password"), &[("password", NEW)]).await;
    assert_eq!(code(&theirs.expect_status(404)), "resource_not_found");
    sign_in(&mut stranger, ADA).await;
}

#[tokio::test]
async fn a_user_without_a_password_has_none_to_forget() {
    let app = TestApp::development().await;
    let body = serde_json::json!({"email_address": [ADA], "skip_password_requirement": true});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    let answer = browser.post("/v1/client/sign_ins", &[STRATEGY, ("identifier", ADA)]).await;
    assert_eq!(code(&answer.expect_status(422)), "strategy_for_user_invalid");
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.json();
    let factors = begun["response"]["supported_first_factors"].as_array().unwrap();
    assert!(factors.iter().all(|factor| factor["strategy"] != STRATEGY.1), "{factors:?}");
}
