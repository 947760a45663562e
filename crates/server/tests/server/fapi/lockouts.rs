//! What counts towards a lockout: what was wrong, and nothing else.

use nightdesk_testkit::{Answer, Browser, Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::{
    second_factors::set_up,
    support::{ADA, PASSWORD, add_user, code, set, sign_in, text, try_password},
};

const WRONG: &str = "wrong horse battery";

/// The attempts that a user has left, of ten.
async fn left(app: &TestApp, user: &str) -> Value {
    let shown = app.backend().get(&format!("/v1/users/{user}")).await.expect_status(200).json();
    shown["verification_attempts_remaining"].clone()
}

async fn attempt(browser: &mut Browser<'_>, begun: &Value, factor: &str, form: &[(&str, &str)]) -> Answer {
    let id = text(begun, "/response/id");
    browser.post(&format!("/v1/client/sign_ins/{id}/attempt_{factor}_factor"), form).await
}

#[tokio::test]
async fn a_password_for_a_sign_in_that_waits_for_none_is_not_counted() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let done = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
    for password in [PASSWORD, WRONG] {
        let form = [("strategy", "password"), ("password", password)];
        let again = attempt(&mut browser, &done, "first", &form).await.expect_status(400);
        assert_eq!(code(&again), "verification_already_verified");
        assert_eq!(again.json()["meta"]["client"]["sessions"].as_array().map(Vec::len), Some(1));
    }
    assert_eq!(left(&app, &user).await, 10);
}

#[tokio::test]
async fn a_password_for_a_reverification_that_waits_for_none_is_not_counted() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let path = format!("/v1/client/sessions/{session}/verify");
    let _ = browser.post(&path, &[("level", "first_factor")]).await.expect_status(200);
    let form = [("strategy", "password"), ("password", PASSWORD)];
    let attempt = format!("{path}/attempt_first_factor");
    let _ = browser.post(&attempt, &form).await.expect_status(200);
    assert_eq!(code(&browser.post(&attempt, &form).await), "verification_already_verified");
    assert_eq!(left(&app, &user).await, 10);
}

#[tokio::test]
async fn a_right_password_costs_nothing_and_forgives_nothing_before_the_second_factor() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut owner = app.browser(Identity::DevBrowser);
    sign_in(&mut owner, ADA).await;
    set_up(&app, &mut owner).await;
    assert_eq!(
        code(&try_password(&mut app.browser(Identity::DevBrowser), ADA, WRONG).await),
        "form_password_incorrect"
    );
    for _ in 0..10 {
        let mut browser = app.browser(Identity::DevBrowser);
        let half = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
        assert_eq!(half["response"]["status"], "needs_second_factor");
        assert_eq!(left(&app, &user).await, 9);
    }
    // Whoever knows the password guesses nine times more, however many sign-ins are begun for it.
    for guess in 1..=9 {
        let mut browser = app.browser(Identity::DevBrowser);
        let half = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
        let form = [("strategy", "totp"), ("code", "000000")];
        assert_eq!(code(&attempt(&mut browser, &half, "second", &form).await), "form_code_incorrect");
        assert_eq!(left(&app, &user).await, 9 - guess);
    }
    let locked = try_password(&mut app.browser(Identity::DevBrowser), ADA, PASSWORD).await.expect_status(403);
    assert_eq!(code(&locked), "user_locked");
}

#[tokio::test]
async fn a_right_password_costs_nothing_on_a_new_device() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    set(&app, json!({"client_trust": true})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let half = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
    assert_eq!(half["response"]["status"], "needs_client_trust");
    assert_eq!(left(&app, &user).await, 10);
}

#[tokio::test]
async fn a_right_code_for_a_forgotten_password_costs_nothing() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let strategy = ("strategy", "reset_password_email_code");
    let begun = browser.post("/v1/client/sign_ins", &[strategy, ("identifier", ADA)]).await.json();
    let right = app.code_for(ADA).await;
    let half = attempt(&mut browser, &begun, "first", &[strategy, ("code", &right)]).await.expect_status(200);
    assert_eq!(half.json()["response"]["status"], "needs_new_password");
    assert_eq!(left(&app, &user).await, 10);
}

#[tokio::test]
async fn a_new_password_that_does_not_do_is_no_wrong_current_one() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    for (current, new, refused, remaining) in [
        (PASSWORD, PASSWORD, "form_new_password_matches_current", 10),
        (PASSWORD, "short", "form_password_length_too_short", 10),
        (WRONG, "another horse battery", "form_password_incorrect", 9),
    ] {
        let form = [("current_password", current), ("new_password", new)];
        assert_eq!(code(&browser.post("/v1/me/change_password", &form).await), refused);
        assert_eq!(left(&app, &user).await, remaining);
    }
}

#[tokio::test]
async fn a_code_that_nothing_waits_for_is_not_counted() {
    let app = TestApp::development().await;
    set(&app, json!({"phone_number": "on"})).await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let mut added = async |kind: &str, name, value| {
        let path = format!("/v1/me/{kind}");
        let added = browser.post(&path, &[(name, value)]).await.expect_status(200).json();
        format!("{path}/{}/attempt_verification", text(&added, "/response/id"))
    };
    let address = added("email_addresses", "email_address", "countess@example.com").await;
    let number = added("phone_numbers", "phone_number", "+12125552368").await;
    for path in [&*address, &*number, "/v1/me/totp/attempt_verification"] {
        let early = browser.post(path, &[("code", "000000")]).await.expect_status(400);
        assert_eq!(code(&early), "verification_missing", "{path}");
        assert_eq!(left(&app, &user).await, 10, "{path}");
    }
    set_up(&app, &mut browser).await;
    let mut other = app.browser(Identity::DevBrowser);
    let begun = other.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200).json();
    let form = [("strategy", "email_code"), ("code", "000000")];
    assert_eq!(code(&attempt(&mut other, &begun, "first", &form).await), "verification_missing");
    let half = try_password(&mut other, ADA, PASSWORD).await.expect_status(200).json();
    for strategy in ["phone_code", "email_code"] {
        let early = attempt(&mut other, &half, "second", &[("strategy", strategy), ("code", "000000")]).await;
        assert_eq!(code(&early.expect_status(400)), "verification_missing", "{strategy}");
    }
    assert_eq!(left(&app, &user).await, 10);
}
