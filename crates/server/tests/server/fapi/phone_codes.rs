//! Signing in by codes sent to telephones, as first and as second factor.

use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, sign_in, text, try_password};

const NUMBER: &str = "+12125552368";

/// Ada with a verified number, on an instance that has numbers. Returns the number's id.
async fn with_number(app: &TestApp, more: Value) -> String {
    set(app, json!({"phone_number": "on", "reverification": false})).await;
    let user = add_user(app, ADA).await;
    let mut body = json!({"user_id": user, "phone_number": NUMBER, "verified": true});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let added = app.backend().post("/v1/phone_numbers", body).await.expect_status(200).json();
    text(&added, "/id")
}

fn strategies(factors: &Value) -> Vec<&str> {
    factors.as_array().unwrap().iter().map(|factor| factor["strategy"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_code_by_sms_signs_in() {
    let app = TestApp::development().await;
    let id = with_number(&app, json!({})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", "+1 212 555 2368")]).await;
    let begun = begun.expect_status(200).json();
    assert!(begun["response"]["supported_identifiers"].as_array().unwrap().contains(&json!("phone_number")));
    let factors = &begun["response"]["supported_first_factors"];
    let phone = factors.as_array().unwrap().iter().find(|factor| factor["strategy"] == "phone_code").unwrap();
    assert_eq!((&phone["phone_number_id"], &phone["safe_identifier"]), (&json!(id), &json!("+1********68")));
    let path = format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"));
    let form = [("strategy", "phone_code"), ("phone_number_id", id.as_str())];
    let sent = browser.post(&format!("{path}/prepare_first_factor"), &form).await.expect_status(200).json();
    assert_eq!(sent["response"]["first_factor_verification"]["strategy"], "phone_code");
    let right = app.code_for(NUMBER).await;
    let form = [("strategy", "phone_code"), ("code", right.as_str())];
    let done = browser.post(&format!("{path}/attempt_first_factor"), &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["last_authentication_strategy"], "phone_code");
}

#[tokio::test]
async fn the_code_goes_out_at_once_on_wish() {
    let app = TestApp::development().await;
    with_number(&app, json!({})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "phone_code"), ("identifier", NUMBER)];
    let begun = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    assert_eq!(begun["response"]["first_factor_verification"]["status"], "unverified");
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    for _ in 0..5 {
        let wrong = browser.post(&path, &[("strategy", "phone_code"), ("code", "000000")]).await;
        assert_eq!(code(&wrong), "form_code_incorrect");
    }
    let spent =
        browser.post(&path, &[("strategy", "phone_code"), ("code", &app.code_for(NUMBER).await)]).await;
    assert_eq!(code(&spent), "verification_failed");
}

#[tokio::test]
async fn a_number_is_no_identifier_where_numbers_are_off() {
    let app = TestApp::development().await;
    with_number(&app, json!({})).await;
    set(&app, json!({"phone_number": "off"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let answer = browser.post("/v1/client/sign_ins", &[("identifier", NUMBER)]).await.expect_status(422);
    assert_eq!(code(&answer), "form_identifier_not_found");
    let form = [("strategy", "phone_code"), ("identifier", ADA)];
    let answer = browser.post("/v1/client/sign_ins", &form).await.expect_status(422);
    assert_eq!(answer.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.json();
    assert!(!strategies(&begun["response"]["supported_first_factors"]).contains(&"phone_code"));
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_sms() {
    let app = TestApp::development().await;
    with_number(&app, json!({})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let reset = ("strategy", "reset_password_phone_code");
    let begun = browser.post("/v1/client/sign_ins", &[reset, ("identifier", NUMBER)]).await;
    let begun = begun.expect_status(200).json();
    let path = format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"));
    let right = app.code_for(NUMBER).await;
    let proved = browser.post(&format!("{path}/attempt_first_factor"), &[reset, ("code", &right)]).await;
    assert_eq!(text(&proved.expect_status(200).json(), "/response/status"), "needs_new_password");
    let new = [("password", "another horse battery")];
    let done = browser.post(&format!("{path}/reset_password"), &new).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["last_authentication_strategy"], reset.1);
    let mut other = app.browser(Identity::DevBrowser);
    assert_eq!(code(&try_password(&mut other, NUMBER, PASSWORD).await), "form_password_incorrect");
    let _ = try_password(&mut other, NUMBER, "another horse battery").await.expect_status(200);
}

#[tokio::test]
async fn a_number_for_the_second_factor_proves_that_and_not_the_first() {
    let app = TestApp::development().await;
    let id = with_number(&app, json!({"reserved_for_second_factor": true})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let unknown = browser.post("/v1/client/sign_ins", &[("identifier", NUMBER)]).await;
    assert_eq!(code(&unknown), "form_identifier_not_found");
    let half = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
    assert_eq!(half["response"]["status"], "needs_second_factor");
    let factor = &half["response"]["supported_second_factors"][0];
    assert_eq!((&factor["strategy"], &factor["phone_number_id"]), (&json!("phone_code"), &json!(id)));
    assert_eq!((&factor["default"], &factor["safe_identifier"]), (&json!(true), &json!("+1********68")));
    let path = format!("/v1/client/sign_ins/{}", text(&half, "/response/id"));
    let attempt = format!("{path}/attempt_second_factor");
    let early = browser.post(&attempt, &[("strategy", "phone_code"), ("code", "123456")]).await;
    assert_eq!(code(&early), "verification_missing");
    let prepare = format!("{path}/prepare_second_factor");
    let other = browser.post(&prepare, &[("strategy", "phone_code"), ("phone_number_id", "idn_other")]).await;
    assert_eq!(other.error(), ("form_param_value_invalid".into(), Some("phone_number_id".into())));
    let sent = browser.post(&prepare, &[("strategy", "phone_code")]).await.expect_status(200).json();
    assert_eq!(sent["response"]["second_factor_verification"]["status"], "unverified");
    let right = app.code_for(NUMBER).await;
    let form = [("strategy", "phone_code"), ("code", right.as_str())];
    let done = browser.post(&attempt, &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["two_factor_enabled"], true);
    assert_eq!(user["response"]["totp_enabled"], false);
}

#[tokio::test]
async fn a_user_turns_the_second_factor_by_phone_on_and_off() {
    let app = TestApp::development().await;
    let id = with_number(&app, json!({})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let path = format!("/v1/me/phone_numbers/{id}");
    let not_yet = browser.patch(&path, &[("default_second_factor", "true")]).await.expect_status(422);
    assert_eq!(not_yet.error(), ("form_param_value_invalid".into(), Some("default_second_factor".into())));
    let on = browser.patch(&path, &[("reserved_for_second_factor", "true")]).await.expect_status(200).json();
    assert_eq!(on["response"]["default_second_factor"], true, "the only one is the default");
    let codes = browser.post("/v1/me/backup_codes", &[]).await.expect_status(200).json();
    assert_eq!(codes["response"]["codes"].as_array().map(Vec::len), Some(10));
    let mut other = app.browser(Identity::DevBrowser);
    let half = try_password(&mut other, ADA, PASSWORD).await.json();
    assert_eq!(half["response"]["status"], "needs_second_factor");
    assert_eq!(strategies(&half["response"]["supported_second_factors"]), ["phone_code", "backup_code"]);
    let off =
        browser.patch(&path, &[("reserved_for_second_factor", "false")]).await.expect_status(200).json();
    assert_eq!(off["response"]["default_second_factor"], false);
    let done = try_password(&mut other, ADA, PASSWORD).await.json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(browser.get("/v1/me").await.json()["response"]["backup_code_enabled"], false);
}

#[tokio::test]
async fn the_backend_takes_the_second_factor_by_phone_off() {
    let app = TestApp::development().await;
    with_number(&app, json!({"reserved_for_second_factor": true})).await;
    let users = app.backend().get("/v1/users").await.json();
    assert_eq!(users[0]["two_factor_enabled"], true);
    let path = format!("/v1/users/{}/mfa", text(&users, "/0/id"));
    let removed = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!(removed["user_id"], users[0]["id"]);
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
}

#[tokio::test]
async fn the_only_way_to_sign_in_cannot_be_given_away() {
    let app = TestApp::development().await;
    set(&app, json!({"phone_number": "required", "email_address": "off", "password": "off"})).await;
    let body = json!({"phone_number": [NUMBER]});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    let id = text(&user, "/phone_numbers/0/id");
    assert_eq!(user["primary_phone_number_id"], json!(id));
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "phone_code"), ("identifier", NUMBER)];
    let begun = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    let form = [("strategy", "phone_code"), ("code", &app.code_for(NUMBER).await)];
    let _ = browser.post(&path, &form).await.expect_status(200);
    let path = format!("/v1/me/phone_numbers/{id}");
    let gone = browser.delete(&path).await.expect_status(403);
    assert_eq!(code(&gone), "last_identification_deletion_failed");
    let second = browser.patch(&path, &[("reserved_for_second_factor", "true")]).await.expect_status(403);
    assert_eq!(code(&second), "last_identification_deletion_failed");
}

#[tokio::test]
async fn a_code_by_mail_proves_a_second_factor_only_where_the_instance_says_so() {
    for on in [false, true] {
        let app = TestApp::development().await;
        with_number(&app, json!({"reserved_for_second_factor": true})).await;
        set(&app, json!({"email_code_second_factor": on})).await;
        let mut browser = app.browser(Identity::DevBrowser);
        let half = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
        let offered = strategies(&half["response"]["supported_second_factors"]).contains(&"email_code");
        assert_eq!(offered, on);
        let path = format!("/v1/client/sign_ins/{}", text(&half, "/response/id"));
        let form = [("strategy", "email_code")];
        let sent = browser.post(&format!("{path}/prepare_second_factor"), &form).await;
        if !on {
            assert_eq!(code(&sent), "strategy_for_user_invalid");
            continue;
        }
        let _ = sent.expect_status(200);
        let form = [("strategy", "email_code"), ("code", &app.code_for(ADA).await)];
        let done = browser.post(&format!("{path}/attempt_second_factor"), &form).await;
        assert_eq!(done.expect_status(200).json()["response"]["status"], "complete");

        // Where the first factor was a code by mail, the same again would prove nothing more.
        let mut other = app.browser(Identity::DevBrowser);
        let form = [("strategy", "email_code"), ("identifier", ADA)];
        let begun = other.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
        let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
        let form = [("strategy", "email_code"), ("code", &app.code_for(ADA).await)];
        let half = other.post(&path, &form).await.expect_status(200).json();
        assert_eq!(strategies(&half["response"]["supported_second_factors"]), ["phone_code"]);
    }
}

#[tokio::test]
async fn a_session_proves_both_factors_again_by_phone() {
    let app = TestApp::development().await;
    let first = with_number(&app, json!({})).await;
    let users = app.backend().get("/v1/users").await.json();
    let other = "+4930123456";
    let body = json!({
        "user_id": users[0]["id"], "phone_number": other, "verified": true, "reserved_for_second_factor": true,
    });
    let second = app.backend().post("/v1/phone_numbers", body).await.expect_status(200).json();
    let second_id = text(&second, "/id");
    set(&app, json!({"reverification": true})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let half = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ins/{}", text(&half, "/response/id"));
    let form = [("strategy", "phone_code"), ("phone_number_id", second_id.as_str())];
    let _ = browser.post(&format!("{path}/prepare_second_factor"), &form).await.expect_status(200);
    let form = [("strategy", "phone_code"), ("code", &app.code_for(other).await)];
    let done = browser.post(&format!("{path}/attempt_second_factor"), &form).await.expect_status(200).json();
    let verify = format!("/v1/client/sessions/{}/verify", text(&done, "/response/created_session_id"));
    app.clock.advance_secs(10 * 60);
    let release = format!("/v1/me/phone_numbers/{second_id}");
    let stale = browser.patch(&release, &[("reserved_for_second_factor", "false")]).await.expect_status(403);
    assert_eq!(code(&stale), "session_reverification_required");

    let begun = browser.post(&verify, &[("level", "multi_factor")]).await.expect_status(200).json();
    assert_eq!(
        strategies(&begun["response"]["supported_first_factors"]),
        ["password", "email_code", "phone_code"]
    );
    let factors = &begun["response"]["supported_second_factors"];
    assert_eq!(
        (strategies(factors), &factors[0]["phone_number_id"]),
        (vec!["phone_code"], &json!(second_id))
    );
    let early = browser.post(&format!("{verify}/prepare_second_factor"), &[("strategy", "phone_code")]).await;
    assert_eq!(code(&early), "verification_missing");
    for (factor, id, number) in [("first", &first, NUMBER), ("second", &second_id, other)] {
        let form = [("strategy", "phone_code"), ("phone_number_id", id.as_str())];
        let sent = browser.post(&format!("{verify}/prepare_{factor}_factor"), &form).await;
        let sent = sent.expect_status(200).json();
        assert_eq!(sent["response"][format!("{factor}_factor_verification")]["strategy"], "phone_code");
        let attempt = format!("{verify}/attempt_{factor}_factor");
        let wrong = browser.post(&attempt, &[("strategy", "phone_code"), ("code", "000000")]).await;
        assert_eq!(code(&wrong.expect_status(422)), "form_code_incorrect");
        let form = [("strategy", "phone_code"), ("code", &app.code_for(number).await)];
        let proved = browser.post(&attempt, &form).await.expect_status(200).json();
        assert_eq!(proved["response"][format!("{factor}_factor_verification")]["status"], "verified");
    }
    let shown = browser.get("/v1/client").await.json();
    assert_eq!(shown["response"]["sessions"][0]["factor_verification_age"], json!([0, 0]));
    let _ = browser.patch(&release, &[("reserved_for_second_factor", "false")]).await.expect_status(200);
}
