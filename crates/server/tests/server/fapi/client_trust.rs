//! Sign-ins by password on a device where the user never was

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

use crate::fapi::{
    second_factors::set_up,
    support::{ADA, PASSWORD, add_user, code, set, sign_in, text, try_password},
};

on_both_databases!(a_password_on_a_new_device_needs_a_code_by_mail_as_well,);

async fn step(browser: &mut Browser<'_>, begun: &Value, step: &str, form: &[(&str, &str)]) -> Answer {
    let path = format!("/v1/client/sign_ins/{}/{step}", text(begun, "/response/id"));
    browser.post(&path, form).await
}

async fn a_password_on_a_new_device_needs_a_code_by_mail_as_well(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    add_user(&app, ADA).await;
    let mut known = app.browser(Identity::DevBrowser);
    sign_in(&mut known, ADA).await;
    let _ = known.delete("/v1/client/sessions").await.expect_status(200);
    set(&app, json!({"client_trust": true})).await;
    sign_in(&mut known, ADA).await;

    let mut fresh = app.browser(Identity::DevBrowser);
    let begun = try_password(&mut fresh, ADA, PASSWORD).await.expect_status(200).json();
    assert_eq!(begun["response"]["status"], "needs_client_trust");
    assert_eq!(begun["response"]["client_trust_state"], "new");
    assert_eq!(begun["client"]["sessions"], json!([]));
    let factors = begun["response"]["supported_second_factors"].as_array().unwrap();
    assert_eq!((factors.len(), &factors[0]["strategy"]), (1, &json!("email_code")));
    let early =
        step(&mut fresh, &begun, "attempt_second_factor", &[("strategy", "email_code"), ("code", "1")]).await;
    assert_eq!(code(&early.expect_status(400)), "verification_missing");
    let odd = [("strategy", "email_code"), ("email_address_id", "idn_other")];
    let odd = step(&mut fresh, &begun, "prepare_second_factor", &odd).await.expect_status(422);
    assert_eq!(odd.error(), ("form_param_value_invalid".into(), Some("email_address_id".into())));

    let address = text(&begun, "/response/supported_second_factors/0/email_address_id");
    let prepare = [("strategy", "email_code"), ("email_address_id", address.as_str())];
    let _ = step(&mut fresh, &begun, "prepare_second_factor", &prepare).await.expect_status(200);
    let wrong = [("strategy", "email_code"), ("code", "000000")];
    let wrong = step(&mut fresh, &begun, "attempt_second_factor", &wrong).await.expect_status(422);
    assert_eq!(code(&wrong), "form_code_incorrect");
    let right = app.code_for(ADA).await;
    let right = [("strategy", "email_code"), ("code", right.as_str())];
    let done = step(&mut fresh, &begun, "attempt_second_factor", &right).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["response"]["client_trust_state"], "new", "as it was when the sign-in began");
    let age = &done["client"]["sessions"][0]["factor_verification_age"];
    assert_eq!(*age, json!([0, -1]), "it is no second factor");

    let _ = fresh.delete("/v1/client/sessions").await.expect_status(200);
    sign_in(&mut fresh, ADA).await;
}

#[tokio::test]
async fn a_sign_in_says_whether_its_user_was_on_the_device_before() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    for state in ["new", "known"] {
        let begun = browser.post("/v1/client/sign_ins", &[]).await.expect_status(200).json();
        assert_eq!(begun["response"]["client_trust_state"], "pending");
        let begun =
            browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200).json();
        assert_eq!(begun["response"]["client_trust_state"], state);
        sign_in(&mut browser, ADA).await;
        let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
    }
}

#[tokio::test]
async fn who_proves_more_than_a_password_is_not_asked() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    set(&app, json!({"client_trust": true})).await;
    let mut by_mail = app.browser(Identity::DevBrowser);
    let form = [("strategy", "email_code"), ("identifier", ADA)];
    let begun = by_mail.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    let right = app.code_for(ADA).await;
    let right = [("strategy", "email_code"), ("code", right.as_str())];
    let done = step(&mut by_mail, &begun, "attempt_first_factor", &right).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");

    set_up(&app, &mut by_mail).await;
    let mut with_application = app.browser(Identity::DevBrowser);
    let begun = try_password(&mut with_application, ADA, PASSWORD).await.expect_status(200).json();
    assert_eq!(begun["response"]["status"], "needs_second_factor");

    let body = json!({"username": "countess", "password": PASSWORD});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let mut without_address = app.browser(Identity::DevBrowser);
    let done = try_password(&mut without_address, "countess", PASSWORD).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete", "there is nowhere to send a code");

    let body =
        json!({"email_address": ["eve@example.com"], "password": PASSWORD, "bypass_client_trust": true});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let mut let_off = app.browser(Identity::DevBrowser);
    let done = try_password(&mut let_off, "eve@example.com", PASSWORD).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete", "the backend vouches for this user");
}
