//! /v1/client/sessions/{session_id}/verify, and what asks for it

use axum::http::Method;
use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

use crate::fapi::{
    second_factors::{set_up, shown},
    support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token},
};

on_both_databases!(a_proof_of_the_password_makes_a_stale_session_good_for_sensitive_changes,);

const STALE_SECS: i64 = 10 * 60;

/// A user whose session proved nothing for a while.
async fn stale(app: &TestApp) -> (Browser<'_>, String) {
    add_user(app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(STALE_SECS);
    (browser, session)
}

async fn step(browser: &mut Browser<'_>, session: &str, step: &str, form: &[(&str, &str)]) -> Answer {
    browser.post(&format!("/v1/client/sessions/{session}/verify{step}"), form).await
}

/// Asks for a change that is sensitive and fails otherwise.
async fn sensitive(browser: &mut Browser<'_>) -> Answer {
    browser.delete("/v1/me/totp").await
}

async fn a_proof_of_the_password_makes_a_stale_session_good_for_sensitive_changes(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let (mut browser, session) = stale(&app).await;
    let refused = browser.post("/v1/me/email_addresses", &[("email_address", "ada@work.example")]).await;
    assert_eq!(code(&refused.expect_status(403)), "session_reverification_required");

    let begun =
        step(&mut browser, &session, "", &[("level", "second_factor")]).await.expect_status(200).json();
    let reverification = &begun["response"];
    assert_eq!(reverification["object"], "session_reverification");
    // There is no second factor to prove.
    assert_eq!(
        (&reverification["level"], &reverification["status"]),
        (&json!("first_factor"), &json!("needs_first_factor"))
    );
    let strategies: Vec<_> = reverification["supported_first_factors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| text(f, "/strategy"))
        .collect();
    assert_eq!(strategies, ["password", "email_code"]);

    let wrong = [("strategy", "password"), ("password", "wrong horse battery")];
    let wrong = step(&mut browser, &session, "/attempt_first_factor", &wrong).await.expect_status(422);
    assert_eq!(wrong.error(), ("form_password_incorrect".into(), Some("password".into())));
    assert_eq!(sensitive(&mut browser).await.status, 403);

    let right = [("strategy", "password"), ("password", PASSWORD)];
    let done = step(&mut browser, &session, "/attempt_first_factor", &right).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["response"]["first_factor_verification"]["strategy"], "password");
    assert_eq!(done["response"]["session"]["factor_verification_age"], json!([0, -1]));
    let claims = app.claims(&text(&done, "/client/sessions/0/last_active_token/jwt")).await;
    assert_eq!(claims["fva"], json!([0, -1]));
    let _ = browser
        .post("/v1/me/email_addresses", &[("email_address", "ada@work.example")])
        .await
        .expect_status(200);
}

#[tokio::test]
async fn a_code_by_mail_proves_it_too() {
    let app = TestApp::development().await;
    let (mut browser, session) = stale(&app).await;
    let early = [("strategy", "email_code"), ("code", "000000")];
    let early = step(&mut browser, &session, "/attempt_first_factor", &early).await.expect_status(400);
    assert_eq!(code(&early), "verification_missing");
    let begun = step(&mut browser, &session, "", &[("level", "first_factor")]).await.json();
    let address = text(&begun, "/response/supported_first_factors/1/email_address_id");
    let prepare = [("strategy", "email_code"), ("email_address_id", address.as_str())];
    let sent =
        step(&mut browser, &session, "/prepare_first_factor", &prepare).await.expect_status(200).json();
    assert_eq!(sent["response"]["first_factor_verification"]["status"], "unverified");
    assert_eq!(text(&sent, "/response/session/id"), session);
    let wrong = [("strategy", "email_code"), ("code", "000000")];
    let wrong = step(&mut browser, &session, "/attempt_first_factor", &wrong).await.expect_status(422);
    assert_eq!(code(&wrong), "form_code_incorrect");
    let right = app.code_for(ADA).await;
    let right = [("strategy", "email_code"), ("code", right.as_str())];
    let done = step(&mut browser, &session, "/attempt_first_factor", &right).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(sensitive(&mut browser).await.status, 404, "there is no application to remove");
}

#[tokio::test]
async fn a_second_factor_is_asked_for_where_there_is_one() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let (uri, codes) = set_up(&app, &mut browser).await;
    // Setting it up was a proof of it.
    let _ = browser.post("/v1/me/backup_codes", &[]).await.expect_status(200);
    app.clock.advance_secs(STALE_SECS);

    let _ = step(&mut browser, &session, "", &[("level", "first_factor")]).await.expect_status(200);
    let right = [("strategy", "password"), ("password", PASSWORD)];
    let _ = step(&mut browser, &session, "/attempt_first_factor", &right).await.expect_status(200);
    assert_eq!(sensitive(&mut browser).await.status, 403, "a password is not enough of such a user");

    let begun =
        step(&mut browser, &session, "", &[("level", "multi_factor")]).await.expect_status(200).json();
    assert_eq!(begun["response"]["status"], "needs_first_factor");
    let now = shown(&app, &uri);
    let totp = [("strategy", "totp"), ("code", now.as_str())];
    let early = step(&mut browser, &session, "/attempt_second_factor", &totp).await.expect_status(400);
    assert_eq!(code(&early), "verification_missing");
    let half = step(&mut browser, &session, "/attempt_first_factor", &right).await.expect_status(200).json();
    assert_eq!(half["response"]["status"], "needs_second_factor");
    let strategies: Vec<_> = half["response"]["supported_second_factors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| text(f, "/strategy"))
        .collect();
    assert_eq!(strategies, ["totp", "backup_code"]);
    // The set of backup codes was replaced.
    let old = [("strategy", "backup_code"), ("code", codes[0].as_str())];
    assert_eq!(
        code(&step(&mut browser, &session, "/attempt_second_factor", &old).await),
        "form_code_incorrect"
    );
    let done = step(&mut browser, &session, "/attempt_second_factor", &totp).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["response"]["session"]["factor_verification_age"], json!([0, 0]));
    let _ = sensitive(&mut browser).await.expect_status(200);
}

#[tokio::test]
async fn the_settings_decide_whether_and_after_how_long_it_is_asked_for() {
    let app = TestApp::development().await;
    let (mut browser, _) = stale(&app).await;
    assert_eq!(sensitive(&mut browser).await.status, 403);
    set(&app, json!({"reverification_max_age_secs": STALE_SECS + 1})).await;
    assert_eq!(sensitive(&mut browser).await.status, 404);
    set(&app, json!({"reverification_max_age_secs": 60})).await;
    assert_eq!(sensitive(&mut browser).await.status, 403);
    let environment = browser.get("/v1/environment").await.json();
    assert_eq!(environment["auth_config"]["reverification"], true);
    set(&app, json!({"reverification": false})).await;
    assert_eq!(sensitive(&mut browser).await.status, 404);
    let environment = browser.get("/v1/environment").await.json();
    assert_eq!(environment["auth_config"]["reverification"], false);
    let absurd = app.backend().patch("/v1/instance", json!({"reverification_max_age_secs": 1})).await;
    assert_eq!(
        absurd.error(),
        ("form_param_value_invalid".into(), Some("reverification_max_age_secs".into()))
    );
}

#[tokio::test]
async fn every_change_of_what_one_signs_in_with_is_sensitive() {
    let app = TestApp::development().await;
    let (mut browser, session) = stale(&app).await;
    let new_password = [("current_password", PASSWORD), ("new_password", "another horse battery")];
    for (method, path, form) in [
        (Method::POST, "/v1/me/change_password", &new_password[..]),
        (Method::POST, "/v1/me/totp", &[]),
        (Method::DELETE, "/v1/me/totp", &[]),
        (Method::POST, "/v1/me/backup_codes/", &[]),
        (Method::POST, "/v1/me/email_addresses/", &[("email_address", "ada@work.example")]),
        (Method::DELETE, "/v1/me/email_addresses/idn_x", &[]),
        (Method::PATCH, "/v1/me", &[("username", "countess")]),
        (Method::PATCH, "/v1/me", &[("primary_email_address_id", "idn_x")]),
        (Method::DELETE, "/v1/me", &[]),
    ] {
        let refused = browser.send(method.clone(), path, form).await.expect_status(403);
        assert_eq!(code(&refused), "session_reverification_required", "{method} {path}");
    }
    for (method, path, form) in [
        (Method::GET, "/v1/me", &[][..]),
        (Method::PATCH, "/v1/me", &[("first_name", "Ada")]),
        (Method::PATCH, "/v1/me/metadata", &[("unsafe_metadata", "{}")]),
    ] {
        let _ = browser.send(method, path, form).await.expect_status(200);
    }
    let _ = token(&mut browser, &session).await.expect_status(200);
}

#[tokio::test]
async fn guesses_lock_the_account_and_nobody_verifies_for_somebody_else() {
    let app = TestApp::development().await;
    let (mut browser, session) = stale(&app).await;
    let mut stranger = app.browser(Identity::DevBrowser);
    let level = [("level", "first_factor")];
    assert_eq!(step(&mut stranger, &session, "", &level).await.status, 401);
    add_user(&app, "bob@example.com").await;
    sign_in(&mut stranger, "bob@example.com").await;
    for (path, form) in [
        ("", &level[..]),
        ("/prepare_first_factor", &[("strategy", "email_code")]),
        ("/attempt_first_factor", &[("strategy", "password"), ("password", PASSWORD)]),
        ("/attempt_second_factor", &[("strategy", "totp"), ("code", "000000")]),
    ] {
        assert_eq!(
            code(&step(&mut stranger, &session, path, form).await.expect_status(404)),
            "resource_not_found"
        );
    }
    for (path, form, param) in [
        ("", &[("level", "third_factor")][..], "level"),
        ("/prepare_first_factor", &[("strategy", "password")], "strategy"),
        ("/attempt_first_factor", &[("strategy", "totp")], "strategy"),
        ("/attempt_second_factor", &[("strategy", "password")], "strategy"),
    ] {
        let odd = step(&mut browser, &session, path, form).await.expect_status(422).error();
        assert_eq!(odd, ("form_param_value_invalid".into(), Some(param.to_owned())), "{path}");
    }
    let _ = step(&mut browser, &session, "", &level).await.expect_status(200);
    let mut last = Value::Null;
    for _ in 0..11 {
        let form = [("strategy", "password"), ("password", "wrong horse battery")];
        last = step(&mut browser, &session, "/attempt_first_factor", &form).await.json();
    }
    assert_eq!(last["errors"][0]["code"], "user_locked");
}

#[tokio::test]
async fn starting_anew_is_no_way_around_the_limit_of_codes() {
    let app = TestApp::development().await;
    let (mut browser, session) = stale(&app).await;
    let mut last = 0;
    for _ in 0..11 {
        let _ = step(&mut browser, &session, "", &[("level", "first_factor")]).await.expect_status(200);
        last =
            step(&mut browser, &session, "/prepare_first_factor", &[("strategy", "email_code")]).await.status;
    }
    assert_eq!(last, 429);
}
