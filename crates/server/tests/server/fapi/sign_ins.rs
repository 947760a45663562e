//! /v1/client/sign_ins

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token, try_password};

#[tokio::test]
async fn a_password_sign_in_reaches_a_token() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;

    let client = browser.get("/v1/client").await.expect_status(200).json();
    assert_eq!(text(&client, "/response/last_active_session_id"), session);
    assert_eq!(text(&client, "/response/sessions/0/user/id"), user);
    assert_eq!(client["response"]["last_authentication_strategy"], "password");
    assert!(client["response"]["sign_in"].is_null());

    let minted = token(&mut browser, &session).await.expect_status(200).json();
    assert_eq!(minted["object"], "token");
    assert_eq!(text(&minted, "/jwt").split('.').count(), 3);
}

#[tokio::test]
async fn an_identifier_first_shows_what_the_user_can_prove_themselves_with() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", " ADA@example.com ")]).await;
    let begun = begun.expect_status(200).json();
    assert_eq!(begun["response"]["status"], "needs_first_factor");
    let factors = begun["response"]["supported_first_factors"].as_array().unwrap();
    assert_eq!(factors[0]["strategy"], "password");
    assert_eq!(factors[1]["strategy"], "email_code");
    assert_eq!(factors[1]["safe_identifier"], "a***a@example.com");
    assert_eq!(begun["client"]["sign_in"]["id"], begun["response"]["id"]);

    let path = format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"));
    let again = browser.get(&path).await.expect_status(200).json();
    assert_eq!(again["response"]["id"], begun["response"]["id"]);
    let mut stranger = app.browser(Identity::DevBrowser);
    assert_eq!(code(&stranger.get(&path).await.expect_status(404)), "resource_not_found");

    let done = browser
        .post(&format!("{path}/attempt_first_factor"), &[("strategy", "password"), ("password", PASSWORD)])
        .await;
    assert_eq!(done.expect_status(200).json()["response"]["status"], "complete");
}

#[tokio::test]
async fn wrong_passwords_and_unknown_identifiers_name_their_field() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let wrong = try_password(&mut browser, ADA, "wrong horse battery").await.expect_status(422);
    assert_eq!(wrong.error(), ("form_password_incorrect".into(), Some("password".into())));
    assert_eq!(wrong.json()["meta"]["client"]["sign_in"]["status"], "needs_first_factor");
    let unknown = try_password(&mut browser, "eve@example.com", PASSWORD).await.expect_status(422);
    assert_eq!(unknown.error(), ("form_identifier_not_found".into(), Some("identifier".into())));
    let odd = browser.post("/v1/client/sign_ins", &[("strategy", "oauth_github"), ("identifier", ADA)]).await;
    assert_eq!(odd.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
}

#[tokio::test]
async fn ten_wrong_passwords_lock_the_user_for_a_while() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    for _ in 0..10 {
        let wrong = try_password(&mut browser, ADA, "wrong horse battery").await;
        assert_eq!(code(&wrong), "form_password_incorrect");
    }
    let locked = try_password(&mut browser, ADA, PASSWORD).await.expect_status(403);
    assert_eq!(code(&locked), "user_locked");
    assert!(locked.json()["errors"][0]["meta"]["lockout_expires_in_seconds"].as_i64().unwrap() > 800);
    assert!(locked.header("retry-after").is_some());
    app.clock.advance_secs(15 * 60 + 1);
    sign_in(&mut browser, ADA).await;
}

#[tokio::test]
async fn a_code_sent_by_mail_signs_in() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.json();
    let path = format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"));
    let address = text(&begun, "/response/supported_first_factors/1/email_address_id");
    let prepared = browser
        .post(
            &format!("{path}/prepare_first_factor"),
            &[("strategy", "email_code"), ("email_address_id", &address)],
        )
        .await
        .expect_status(200)
        .json();
    assert_eq!(prepared["response"]["first_factor_verification"]["status"], "unverified");

    let attempt = format!("{path}/attempt_first_factor");
    let wrong = browser.post(&attempt, &[("strategy", "email_code"), ("code", "000000")]).await;
    assert_eq!(wrong.expect_status(422).error(), ("form_code_incorrect".into(), Some("code".into())));
    let right = app.code_for(ADA).await;
    let done = browser.post(&attempt, &[("strategy", "email_code"), ("code", &right)]).await;
    let done = done.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["client"]["sessions"].as_array().unwrap().len(), 1);
    let again = browser.post(&attempt, &[("strategy", "email_code"), ("code", &right)]).await;
    assert_eq!(code(&again.expect_status(400)), "verification_already_verified");
}

#[tokio::test]
async fn a_code_expires_and_is_spent_by_wrong_attempts() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begin = [("strategy", "email_code"), ("identifier", ADA)];
    let begun = browser.post("/v1/client/sign_ins", &begin).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    for _ in 0..5 {
        let wrong = browser.post(&path, &[("strategy", "email_code"), ("code", "000000")]).await;
        assert_eq!(code(&wrong), "form_code_incorrect");
    }
    let right = app.code_for(ADA).await;
    let spent = browser.post(&path, &[("strategy", "email_code"), ("code", &right)]).await;
    assert_eq!(code(&spent.expect_status(400)), "verification_failed");

    let begun = browser.post("/v1/client/sign_ins", &begin).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    let right = app.code_for(ADA).await;
    app.clock.advance_secs(601);
    let late = browser.post(&path, &[("strategy", "email_code"), ("code", &right)]).await;
    assert_eq!(code(&late.expect_status(400)), "verification_expired");
}

#[tokio::test]
async fn test_mode_decides_whether_test_addresses_take_the_well_known_code() {
    let app = TestApp::development().await;
    let address = "ada+clerk_test@example.com";
    add_user(&app, address).await;
    let begin = [("strategy", "email_code"), ("identifier", address)];
    let attempt = [("strategy", "email_code"), ("code", "424242")];
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = browser.post("/v1/client/sign_ins", &begin).await.json();
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    assert_eq!(
        browser.post(&path, &attempt).await.expect_status(200).json()["response"]["status"],
        "complete"
    );
    assert!(app.outbox().await.is_empty());

    set(&app, json!({"test_mode": false})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = browser.post("/v1/client/sign_ins", &begin).await.json();
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    assert_eq!(code(&browser.post(&path, &attempt).await), "form_code_incorrect");
    assert_eq!(app.outbox().await.len(), 1);
}

#[tokio::test]
async fn a_ticket_signs_in_once() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let made = app.backend().post("/v1/sign_in_tokens", json!({"user_id": user})).await.expect_status(200);
    let ticket = text(&made.json(), "/token");
    let form = [("strategy", "ticket"), ("ticket", ticket.as_str())];
    let mut browser = app.browser(Identity::DevBrowser);
    let done = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let mut other = app.browser(Identity::DevBrowser);
    let used = other.post("/v1/client/sign_ins", &form).await;
    assert_eq!(code(&used.expect_status(400)), "sign_in_token_already_used");
    let garbled = other.post("/v1/client/sign_ins", &[("strategy", "ticket"), ("ticket", "a.b.c")]).await;
    assert_eq!(code(&garbled.expect_status(400)), "ticket_invalid");
}

#[tokio::test]
async fn a_banned_user_cannot_sign_in() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let _ = app.backend().post(&format!("/v1/users/{user}/ban"), json!({})).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(code(&try_password(&mut browser, ADA, PASSWORD).await.expect_status(403)), "user_banned");
}

#[tokio::test]
async fn single_session_mode_decides_whether_a_second_user_may_sign_in() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    add_user(&app, "bob@example.com").await;
    let mut browser = app.browser(Identity::DevBrowser);
    let first = sign_in(&mut browser, ADA).await;
    let refused = try_password(&mut browser, "bob@example.com", PASSWORD).await;
    assert_eq!(code(&refused.expect_status(400)), "session_exists");

    set(&app, json!({"single_session_mode": false})).await;
    let again = try_password(&mut browser, ADA, PASSWORD).await.expect_status(400);
    assert_eq!(code(&again), "identifier_already_signed_in");
    assert_eq!(again.json()["errors"][0]["meta"]["session_id"], first);
    sign_in(&mut browser, "bob@example.com").await;
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["sessions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn forms_that_cannot_be_read_are_refused_with_the_reason() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let path = "/v1/client/sign_ins";
    let repeated = browser.post(path, &[("identifier", "a@b.co"), ("identifier", "c@d.co")]).await;
    assert_eq!(repeated.error(), ("form_param_duplicate".into(), Some("identifier".into())));
    let long = browser.post(path, &[("identifier", &"a".repeat(2000))]).await;
    assert_eq!(long.error(), ("form_param_max_length_exceeded".into(), Some("identifier".into())));
    let nul = browser.post(path, &[("identifier", "a\0b@c.de")]).await;
    assert_eq!(nul.error(), ("form_param_format_invalid".into(), Some("identifier".into())));
    let missing = browser.post(path, &[("strategy", "password"), ("identifier", ADA)]).await;
    assert_eq!(missing.error(), ("form_param_missing".into(), Some("password".into())));
}

#[tokio::test]
async fn a_flooded_recipient_is_left_alone_by_every_process() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let form = [("strategy", "email_code"), ("identifier", ADA)];
    let ask =
        async |app: &TestApp| app.browser(Identity::DevBrowser).post("/v1/client/sign_ins", &form).await;
    for _ in 0..10 {
        let _ = ask(&app).await.expect_status(200);
    }
    let app = app.restarted().await;
    let refused = ask(&app).await.expect_status(429);
    assert_eq!(code(&refused), "too_many_requests");
    assert_eq!(app.outbox().await.len(), 10);
    app.clock.advance_secs(10 * 60);
    let _ = ask(&app).await.expect_status(200);
}
