//! Authenticator applications and backup codes: /v1/me/totp, /v1/me/backup_codes, and the sign-in's second factor.

use nightdesk_testkit::{Answer, Browser, Identity, TestApp};
use serde_json::{Value, json};
use totp_rs::{Secret, TOTP};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, sign_in, text, token, try_password};

/// What an authenticator application shows now, made from what the QR code says.
pub fn shown(app: &TestApp, uri: &str) -> String {
    let now = nightdesk_auth::Clock::now(&app.clock).as_secs();
    TOTP::from_url(uri).unwrap().generate(u64::try_from(now).unwrap())
}

/// Sets an application up, and returns its link and the backup codes that came with it.
pub async fn set_up(app: &TestApp, browser: &mut Browser<'_>) -> (String, Vec<String>) {
    let begun = browser.post("/v1/me/totp", &[]).await.expect_status(200).json();
    assert_eq!(begun["response"]["verified"], false);
    let uri = text(&begun, "/response/uri");
    let secret = Secret::Encoded(text(&begun, "/response/secret")).to_bytes().unwrap();
    assert_eq!(TOTP::from_url(&uri).unwrap().secret, secret);
    let now = shown(app, &uri);
    let done =
        browser.post("/v1/me/totp/attempt_verification", &[("code", &now)]).await.expect_status(200).json();
    assert_eq!((&done["response"]["verified"], &done["response"]["secret"]), (&json!(true), &Value::Null));
    let codes = done["response"]["backup_codes"].as_array().unwrap();
    let codes: Vec<_> = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10);
    app.clock.advance_secs(30);
    (uri, codes)
}

async fn second(browser: &mut Browser<'_>, begun: &Value, strategy: &str, code: &str) -> Answer {
    let id = text(begun, "/response/id");
    let form = [("strategy", strategy), ("code", code)];
    browser.post(&format!("/v1/client/sign_ins/{id}/attempt_second_factor"), &form).await
}

/// A user with a second factor, and a browser in which the first is proved.
async fn half_way<'a>(app: &'a TestApp) -> (Browser<'a>, Value, String, Vec<String>) {
    add_user(app, ADA).await;
    let mut owner = app.browser(Identity::DevBrowser);
    sign_in(&mut owner, ADA).await;
    let (uri, codes) = set_up(app, &mut owner).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
    (browser, begun, uri, codes)
}

#[tokio::test]
async fn a_password_alone_is_not_enough_once_an_application_is_set_up() {
    let app = TestApp::development().await;
    let (mut browser, begun, uri, _) = half_way(&app).await;
    assert_eq!(begun["response"]["status"], "needs_second_factor");
    assert_eq!(
        begun["response"]["supported_second_factors"],
        json!([{"strategy": "totp"}, {"strategy": "backup_code"}])
    );
    assert_eq!(begun["client"]["sessions"], json!([]), "there is no session yet");

    let wrong = second(&mut browser, &begun, "totp", "000000").await.expect_status(422);
    assert_eq!(wrong.error(), ("form_code_incorrect".into(), Some("code".into())));
    let done = second(&mut browser, &begun, "totp", &shown(&app, &uri)).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["response"]["second_factor_verification"]["strategy"], "totp");
    let user = &done["client"]["sessions"][0]["user"];
    assert_eq!((&user["two_factor_enabled"], &user["totp_enabled"]), (&json!(true), &json!(true)));
    assert_eq!(done["client"]["sessions"][0]["factor_verification_age"], json!([0, 0]));
    let session = text(&done, "/response/created_session_id");
    let jwt = text(&token(&mut browser, &session).await.expect_status(200).json(), "/jwt");
    let key = nightdesk_jws::SigningKey::from_pkcs8_pem(app.instance.signing_key_pem.expose()).unwrap();
    let claims = key.verifying_key().unwrap().verify::<Value>(&jwt).unwrap().claims;
    assert_eq!(claims["fva"], json!([0, 0]));
}

#[tokio::test]
async fn a_code_is_good_for_one_sign_in() {
    let app = TestApp::development().await;
    let (mut browser, begun, uri, codes) = half_way(&app).await;
    let _ = second(&mut browser, &begun, "totp", &shown(&app, &uri)).await.expect_status(200);
    for (strategy, used) in [("totp", shown(&app, &uri)), ("backup_code", codes[0].clone())] {
        let mut other = app.browser(Identity::DevBrowser);
        let begun = try_password(&mut other, ADA, PASSWORD).await.expect_status(200).json();
        if strategy == "backup_code" {
            let _ = second(&mut other, &begun, strategy, &used).await.expect_status(200);
            other = app.browser(Identity::DevBrowser);
            let begun = try_password(&mut other, ADA, PASSWORD).await.expect_status(200).json();
            assert_eq!(code(&second(&mut other, &begun, strategy, &used).await), "form_code_incorrect");
        } else {
            assert_eq!(code(&second(&mut other, &begun, strategy, &used).await), "form_code_incorrect");
        }
    }
}

#[tokio::test]
async fn guesses_at_the_second_factor_lock_the_account_too() {
    let app = TestApp::development().await;
    let (mut browser, begun, uri, _) = half_way(&app).await;
    let mut last = 0;
    for _ in 0..11 {
        last = second(&mut browser, &begun, "totp", "000000").await.status;
    }
    assert_eq!(last, 403);
    let right = second(&mut browser, &begun, "totp", &shown(&app, &uri)).await;
    assert_eq!(code(&right.expect_status(403)), "user_locked");
}

#[tokio::test]
async fn the_second_factor_waits_for_the_first_and_for_its_own_user() {
    let app = TestApp::development().await;
    let (_, begun, uri, _) = half_way(&app).await;
    let mut stranger = app.browser(Identity::DevBrowser);
    let theirs = second(&mut stranger, &begun, "totp", &shown(&app, &uri)).await;
    assert_eq!(code(&theirs.expect_status(404)), "resource_not_found");
    let own = stranger.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200).json();
    assert_eq!(own["response"]["supported_second_factors"], json!([]), "what they are is not said yet");
    let early = second(&mut stranger, &own, "totp", &shown(&app, &uri)).await;
    assert_eq!(code(&early.expect_status(400)), "verification_missing");
    let odd = second(&mut stranger, &own, "password", "424242").await;
    assert_eq!(odd.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
}

#[tokio::test]
async fn a_forgotten_password_does_not_get_around_the_second_factor() {
    let app = TestApp::development().await;
    let (_, _, uri, _) = half_way(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let strategy = ("strategy", "reset_password_email_code");
    let begun = browser.post("/v1/client/sign_ins", &[strategy, ("identifier", ADA)]).await.json();
    let right = app.code_for(ADA).await;
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    let form = [strategy, ("code", right.as_str()), ("password", "another horse battery")];
    let reset = browser.post(&path, &form).await.expect_status(200).json();
    assert_eq!(reset["response"]["status"], "needs_second_factor");
    let done = second(&mut browser, &reset, "totp", &shown(&app, &uri)).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
}

#[tokio::test]
async fn an_application_is_set_up_once_and_taken_off_again() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let without = browser.post("/v1/me/backup_codes", &[]).await.expect_status(422);
    assert_eq!(code(&without), "strategy_for_user_invalid");
    let _ = browser.delete("/v1/me/totp").await.expect_status(404);
    let early = browser.post("/v1/me/totp/attempt_verification", &[("code", "000000")]).await;
    assert_eq!(code(&early.expect_status(400)), "verification_missing");

    let (_, first) = set_up(&app, &mut browser).await;
    assert_eq!(code(&browser.post("/v1/me/totp", &[]).await), "verification_already_verified");
    let fresh = browser.post("/v1/me/backup_codes/", &[]).await.expect_status(200).json();
    let fresh = text(&fresh, "/response/codes/0");
    let mut other = app.browser(Identity::DevBrowser);
    let begun = try_password(&mut other, ADA, PASSWORD).await.json();
    let old = second(&mut other, &begun, "backup_code", &first[0]).await;
    assert_eq!(code(&old.expect_status(422)), "form_code_incorrect", "a new set ends the old one");
    let _ = second(&mut other, &begun, "backup_code", &fresh).await.expect_status(200);

    let gone = browser.delete("/v1/me/totp").await.expect_status(200).json();
    assert_eq!((&gone["response"]["object"], &gone["response"]["deleted"]), (&json!("totp"), &json!(true)));
    let user = &gone["client"]["sessions"][0]["user"];
    assert_eq!((&user["totp_enabled"], &user["backup_code_enabled"]), (&json!(false), &json!(false)));
    sign_in(&mut app.browser(Identity::DevBrowser), ADA).await;
}
