//! Settings of an instance that say which attributes users have: each of them, flipped.

use nightdesk_testkit::{Browser, Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, text, try_password};

const NUMBER: &str = "+12125552368";

async fn sign_up(browser: &mut Browser<'_>, form: &[(&str, &str)]) -> Value {
    browser.post("/v1/client/sign_ups", form).await.expect_status(200).json()["response"].clone()
}

#[tokio::test]
async fn every_attribute_follows_its_setting() {
    for (name, value) in [
        ("email_address", "ada@example.com"),
        ("phone_number", NUMBER),
        ("username", "ada_l"),
        ("first_name", "Ada"),
        ("last_name", "Lovelace"),
        ("password", PASSWORD),
    ] {
        let app = TestApp::development().await;
        set(&app, json!({"username": "on", "phone_number": "on"})).await;
        let mut browser = app.browser(Identity::DevBrowser);
        for (presence, required, optional) in
            [("required", true, false), ("on", false, true), ("off", false, false)]
        {
            set(&app, json!({name: presence})).await;
            let environment = browser.get("/v1/environment").await.json();
            assert_eq!(environment["auth_config"][name], presence);
            let attribute = &environment["user_settings"]["attributes"][name];
            let shown = (&attribute["enabled"], &attribute["required"]);
            assert_eq!(shown, (&json!(presence != "off"), &json!(required)), "{name} {presence}");
            let begun = sign_up(&mut browser, &[]).await;
            let listed = |fields: &str| begun[fields].as_array().unwrap().contains(&json!(name));
            // Where no identifier is required, an account needs either of the two.
            let either = name == "email_address" && presence == "on";
            assert_eq!(listed("required_fields"), required, "{name} {presence}");
            assert_eq!(listed("missing_fields"), required, "{name} {presence}");
            assert_eq!(listed("optional_fields"), optional, "{name} {presence}");
            let wanted = json!("email_address_or_phone_number");
            assert_eq!(
                begun["missing_fields"].as_array().unwrap().contains(&wanted),
                either,
                "{name} {presence}"
            );
            let answer = browser.post("/v1/client/sign_ups", &[(name, value)]).await;
            if presence == "off" {
                assert_eq!(answer.error(), ("form_param_unknown".into(), Some(name.into())));
            } else {
                let given = answer.expect_status(200).json();
                assert!(!given["response"]["missing_fields"].as_array().unwrap().contains(&json!(name)));
            }
        }
    }
}

#[tokio::test]
async fn settings_that_leave_nobody_a_way_in_are_refused() {
    let app = TestApp::development().await;
    for (settings, field) in [
        (json!({"email_address": "off", "username": "off"}), "email_address"),
        (json!({"email_address": "off", "password": "off"}), "password"),
        (json!({"email_code": false}), "email_code"),
        (json!({"username": "perhaps"}), "username"),
    ] {
        let answer = app.backend().patch("/v1/instance", settings).await.expect_status(422);
        assert_eq!(answer.error(), ("form_param_value_invalid".into(), Some(field.into())));
    }
}

#[tokio::test]
async fn a_username_and_a_password_are_an_account_where_that_is_enough() {
    let app = TestApp::development().await;
    set(&app, json!({"email_address": "off", "username": "required"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    for (username, expected) in [
        ("ada", "form_username_invalid_length"),
        ("ada lovelace", "form_username_invalid_character"),
        ("ada@example.com", "form_username_invalid_character"),
        ("123456", "form_username_needs_non_number_char"),
    ] {
        let form = [("username", username), ("password", PASSWORD)];
        let answer = browser.post("/v1/client/sign_ups", &form).await.expect_status(422);
        assert_eq!(answer.error(), (expected.into(), Some("username".into())), "{username}");
    }
    let form = [("username", "Ada_L"), ("password", PASSWORD)];
    let done = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["client"]["sessions"].as_array().map(Vec::len), Some(1));
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["last_authentication_strategy"], "password");

    let mut other = app.browser(Identity::DevBrowser);
    let taken = other.post("/v1/client/sign_ups", &[("username", "ada_l")]).await.expect_status(422);
    assert_eq!(taken.error(), ("form_identifier_exists".into(), Some("username".into())));
    let back = try_password(&mut other, "ADA_L", PASSWORD).await.expect_status(200).json();
    assert_eq!(back["response"]["status"], "complete");
    assert_eq!(back["response"]["supported_identifiers"], json!(["username"]));
}

#[tokio::test]
async fn a_username_finds_nobody_where_usernames_are_off() {
    let app = TestApp::development().await;
    let body = json!({"email_address": [ADA], "username": "ada_l", "password": PASSWORD});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    let begin = [("identifier", "ada_l")];
    let _ = browser.post("/v1/client/sign_ins", &begin).await.expect_status(200);
    set(&app, json!({"username": "off"})).await;
    let answer = browser.post("/v1/client/sign_ins", &begin).await.expect_status(422);
    assert_eq!(code(&answer), "form_identifier_not_found");
}

#[tokio::test]
async fn a_number_is_an_account_where_that_is_enough() {
    let app = TestApp::development().await;
    set(&app, json!({"email_address": "off", "phone_number": "required", "password": "off"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("phone_number", "+1 212 555 2368"), ("strategy", "phone_code")];
    let begun = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    assert_eq!(begun["response"]["phone_number"], NUMBER);
    assert_eq!(begun["response"]["unverified_fields"], json!(["phone_number"]));
    let proof = &begun["response"]["verifications"]["phone_number"];
    assert_eq!(proof["supported_strategies"], json!(["phone_code"]));
    assert_eq!((&proof["strategy"], &proof["next_action"]), (&json!("phone_code"), &json!("needs_attempt")));
    let path = format!("/v1/client/sign_ups/{}/attempt_verification", text(&begun, "/response/id"));
    let wrong = browser.post(&path, &[("strategy", "phone_code"), ("code", "000000")]).await;
    assert_eq!(code(&wrong.expect_status(422)), "form_code_incorrect");
    let right = app.code_for(NUMBER).await;
    let as_mail = browser.post(&path, &[("strategy", "email_code"), ("code", &right)]).await;
    assert_eq!(code(&as_mail), "verification_missing");
    let done = browser.post(&path, &[("strategy", "phone_code"), ("code", &right)]).await;
    assert_eq!(done.expect_status(200).json()["response"]["status"], "complete");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["phone_numbers"][0]["verification"]["status"], "verified");
    assert_eq!(user["response"]["password_enabled"], false);
    let mut other = app.browser(Identity::DevBrowser);
    let taken = other.post("/v1/client/sign_ups", &[("phone_number", NUMBER)]).await.expect_status(422);
    assert_eq!(taken.error(), ("form_identifier_exists".into(), Some("phone_number".into())));
}

#[tokio::test]
async fn address_and_number_are_both_proved_where_both_are_given() {
    let app = TestApp::development().await;
    set(&app, json!({"phone_number": "required"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address_or_phone_number", ADA), ("phone_number", NUMBER), ("password", PASSWORD)];
    let begun = sign_up(&mut browser, &form).await;
    assert_eq!(begun["unverified_fields"], json!(["email_address", "phone_number"]));
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/id"));
    let mut last = json!(null);
    for (strategy, to) in [("email_code", ADA), ("phone_code", NUMBER)] {
        let form = [("strategy", strategy)];
        let _ = browser.post(&format!("{path}/prepare_verification"), &form).await.expect_status(200);
        let right = app.code_for(to).await;
        let form = [("strategy", strategy), ("code", right.as_str())];
        last = browser.post(&format!("{path}/attempt_verification"), &form).await.expect_status(200).json();
    }
    assert_eq!(last["response"]["status"], "complete");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["email_addresses"][0]["email_address"], ADA);
    assert_eq!(user["response"]["phone_numbers"][0]["phone_number"], NUMBER);
}

#[tokio::test]
async fn the_terms_are_agreed_to_where_the_instance_asks() {
    let app = TestApp::development().await;
    set(&app, json!({"legal_consent": true, "email_address": "off", "username": "required"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let environment = browser.get("/v1/environment").await.json();
    assert_eq!(environment["user_settings"]["sign_up"]["legal_consent_enabled"], true);
    let begun = sign_up(&mut browser, &[("username", "ada_l"), ("password", PASSWORD)]).await;
    assert_eq!(begun["missing_fields"], json!(["legal_accepted"]));
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/id"));
    let refused = browser.patch(&path, &[("legal_accepted", "false")]).await.expect_status(200).json();
    assert_eq!(refused["response"]["status"], "missing_requirements");
    let done = browser.patch(&path, &[("legal_accepted", "true")]).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let user = browser.get("/v1/me").await.json();
    assert!(user["response"]["legal_accepted_at"].is_i64());
    set(&app, json!({"legal_consent": false})).await;
    let mut other = app.browser(Identity::DevBrowser);
    let free = sign_up(&mut other, &[("username", "ben_b"), ("password", PASSWORD)]).await;
    assert_eq!(free["status"], "complete");
}

#[tokio::test]
async fn a_password_signs_nobody_in_where_passwords_are_off() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    set(&app, json!({"password": "off"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let answer = try_password(&mut browser, ADA, PASSWORD).await.expect_status(422);
    assert_eq!(answer.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.json();
    let factors = begun["response"]["supported_first_factors"].as_array().unwrap();
    assert!(factors.iter().all(|factor| factor["strategy"] == "email_code"), "{factors:?}");
}
