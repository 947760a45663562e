//! /v1/client/sign_ups

use nightdesk_testkit::{Browser, Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token};

async fn begin(browser: &mut Browser<'_>, form: &[(&str, &str)]) -> (String, Value) {
    let begun = browser.post("/v1/client/sign_ups", form).await.expect_status(200).json();
    (format!("/v1/client/sign_ups/{}", text(&begun, "/response/id")), begun)
}

#[tokio::test]
async fn a_sign_up_is_verified_by_code_and_then_signed_in() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [
        ("email_address", ADA),
        ("password", PASSWORD),
        ("first_name", "Ada"),
        ("unsafe_metadata", r#"{"a":1}"#),
    ];
    let (path, begun) = begin(&mut browser, &form).await;
    assert_eq!(begun["response"]["status"], "missing_requirements");
    assert_eq!(begun["response"]["missing_fields"], json!([]));
    assert_eq!(begun["response"]["unverified_fields"], json!(["email_address"]));
    assert_eq!(begun["client"]["sign_up"]["id"], begun["response"]["id"]);

    let prepare = [("strategy", "email_code")];
    let prepared = browser.post(&format!("{path}/prepare_verification"), &prepare).await.expect_status(200);
    let proof = prepared.json()["response"]["verifications"]["email_address"].clone();
    assert_eq!(proof["next_action"], "needs_attempt");
    let attempt = format!("{path}/attempt_verification");
    let wrong = browser.post(&attempt, &[("strategy", "email_code"), ("code", "000000")]).await;
    assert_eq!(code(&wrong.expect_status(422)), "form_code_incorrect");
    let right = app.code_for(ADA).await;
    let done = browser.post(&attempt, &[("strategy", "email_code"), ("code", &right)]).await;
    let done = done.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let user = &done["client"]["sessions"][0]["user"];
    assert_eq!(user["id"], done["response"]["created_user_id"]);
    assert_eq!(user["first_name"], "Ada");
    assert_eq!(user["unsafe_metadata"], json!({"a": 1}));
    assert_eq!(user["email_addresses"][0]["verification"]["status"], "verified");
    let _ = token(&mut browser, &text(&done, "/response/created_session_id")).await.expect_status(200);

    let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
    sign_in(&mut browser, ADA).await;
}

#[tokio::test]
async fn what_is_missing_can_come_later() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let (path, begun) = begin(&mut browser, &[("email_address", ADA), ("strategy", "email_code")]).await;
    assert_eq!(begun["response"]["missing_fields"], json!(["password"]));
    let right = app.code_for(ADA).await;
    let attempt = [("strategy", "email_code"), ("code", right.as_str())];
    let proved = browser.post(&format!("{path}/attempt_verification"), &attempt).await.expect_status(200);
    assert_eq!(proved.json()["response"]["status"], "missing_requirements");
    let done = browser.post(&format!("{path}?_method=PATCH"), &[("password", PASSWORD)]).await;
    assert_eq!(done.expect_status(200).json()["response"]["status"], "complete");
}

#[tokio::test]
async fn a_change_with_a_strategy_begins_its_proof() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let (path, _) = begin(&mut browser, &[("first_name", "Ada")]).await;
    let form = [("email_address", ADA), ("strategy", "email_code"), ("password", PASSWORD)];
    let changed = browser.patch(&path, &form).await.expect_status(200).json();
    assert_eq!(changed["response"]["verifications"]["email_address"]["next_action"], "needs_attempt");
    let right = app.code_for(ADA).await;
    let attempt = [("strategy", "email_code"), ("code", right.as_str())];
    let done =
        browser.post(&format!("{path}/attempt_verification"), &attempt).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let mut other = app.browser(Identity::DevBrowser);
    let (path, _) = begin(&mut other, &[("first_name", "Ben")]).await;
    for strategy in ["nonsense", "ticket"] {
        let refused = other.patch(&path, &[("strategy", strategy)]).await.expect_status(422);
        assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
    }
}

#[tokio::test]
async fn a_new_attempt_takes_the_place_of_the_running_one() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let (code, password) = (
        [("strategy", "email_code"), ("code", "424242")],
        [("strategy", "password"), ("password", PASSWORD)],
    );
    for (list, form, change, attempt) in [
        ("sign_ups", ("email_address", "ben@example.com"), "attempt_verification", code),
        ("sign_ins", ("identifier", ADA), "attempt_first_factor", password),
    ] {
        let url = format!("/v1/client/{list}");
        let first = browser.post(&url, &[form]).await.expect_status(200).json();
        let second = browser.post(&url, &[form]).await.expect_status(200).json();
        let path = |begun: &Value| format!("{url}/{}", text(begun, "/response/id"));
        let _ = browser.get(&path(&first)).await.expect_status(404);
        let _ = browser.post(&format!("{}/{change}", path(&first)), &attempt).await.expect_status(404);
        let _ = browser.get(&path(&second)).await.expect_status(200);
    }
}

#[tokio::test]
async fn a_taken_address_and_a_bad_field_are_named() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let path = "/v1/client/sign_ups";
    let taken = browser.post(path, &[("email_address", "Ada@Example.com"), ("password", PASSWORD)]).await;
    assert_eq!(
        taken.expect_status(422).error(),
        ("form_identifier_exists".into(), Some("email_address".into()))
    );
    let short = browser.post(path, &[("email_address", "b@example.com"), ("password", "short")]).await;
    assert_eq!(short.error(), ("form_password_length_too_short".into(), Some("password".into())));
    let odd = browser.post(path, &[("email_address", "b@example")]).await;
    assert_eq!(odd.error(), ("form_param_format_invalid".into(), Some("email_address".into())));
    let metadata = browser.post(path, &[("unsafe_metadata", "[1]")]).await;
    assert_eq!(metadata.error(), ("form_param_format_invalid".into(), Some("unsafe_metadata".into())));
}

#[tokio::test]
async fn of_two_sign_ups_for_one_address_the_first_to_finish_gets_it() {
    let app = TestApp::development().await;
    let form = [("email_address", ADA), ("password", PASSWORD), ("strategy", "email_code")];
    let mut first = app.browser(Identity::DevBrowser);
    let (first_path, _) = begin(&mut first, &form).await;
    let first_code = app.code_for(ADA).await;
    let mut second = app.browser(Identity::DevBrowser);
    let (second_path, _) = begin(&mut second, &form).await;
    let second_code = app.code_for(ADA).await;
    let attempt = |code| [("strategy", "email_code"), ("code", code)];
    let won = first.post(&format!("{first_path}/attempt_verification"), &attempt(&first_code)).await;
    assert_eq!(won.expect_status(200).json()["response"]["status"], "complete");
    let lost = second.post(&format!("{second_path}/attempt_verification"), &attempt(&second_code)).await;
    assert_eq!(code(&lost.expect_status(422)), "form_identifier_exists");
}

#[tokio::test]
async fn the_sign_up_setting_decides_whether_strangers_get_in() {
    let app = TestApp::development().await;
    let form = [("email_address", ADA), ("password", PASSWORD)];
    set(&app, json!({"sign_up_enabled": false})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let closed = browser.post("/v1/client/sign_ups", &form).await.expect_status(403);
    assert_eq!(code(&closed), "sign_up_mode_restricted");
    let hopeless = [("email_address", ADA), ("password", "short")];
    let closed = browser.post("/v1/client/sign_ups", &hopeless).await.expect_status(403);
    assert_eq!(code(&closed), "sign_up_mode_restricted", "nothing is hashed or judged for a stranger");
    let environment = browser.get("/v1/environment").await.json();
    assert_eq!(environment["user_settings"]["sign_up"]["mode"], "restricted");
    set(&app, json!({"sign_up_enabled": true})).await;
    begin(&mut browser, &form).await;
}
