//! /v1/me/email_addresses

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::json;

use crate::fapi::support::{ADA, PASSWORD, add_user, code, sign_in, text, try_password};

const LIST: &str = "/v1/me/email_addresses";
const SECOND: &str = "countess@example.com";

on_both_databases!(a_second_address_is_added_proved_and_made_primary, an_address_nobody_proved_gives_way);

async fn a_second_address_is_added_proved_and_made_primary(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;

    // With the slash that SDKs put at the end.
    let form = [("email_address", " Countess@Example.com ")];
    let added = browser.post(&format!("{LIST}/"), &form).await.expect_status(200).json();
    assert_eq!(added["response"]["email_address"], "Countess@Example.com");
    assert!(added["response"]["verification"].is_null());
    let again = browser.post(LIST, &[("email_address", ADA)]).await.expect_status(422);
    assert_eq!(again.error(), ("form_identifier_exists".into(), Some("email_address".into())));
    let said = again.json()["errors"][0]["message"].clone();
    assert_eq!(said, "This account has this email address already.", "it is nobody else's");
    let id = text(&added, "/response/id");
    let path = format!("{LIST}/{id}");
    assert_eq!(browser.get(&path).await.expect_status(200).json()["response"], added["response"]);

    // Not yet of any use.
    let refused = browser.patch("/v1/me", &[("primary_email_address_id", &id)]).await.expect_status(422);
    assert_eq!(refused.error().1.as_deref(), Some("primary_email_address_id"));
    let mut other = app.browser(Identity::DevBrowser);
    let unknown = try_password(&mut other, SECOND, PASSWORD).await;
    assert_eq!(code(&unknown), "form_identifier_not_found");

    let sent = prepare(&mut browser, &id).await;
    assert_eq!(sent["response"]["verification"]["status"], "unverified");
    let wrong = attempt(&mut browser, &id, "000000").await.expect_status(422);
    assert_eq!(wrong.error(), ("form_code_incorrect".into(), Some("code".into())));
    assert_eq!(wrong.json()["meta"]["client"]["object"], "client");
    let code_sent = app.code_for("Countess@Example.com").await;
    let proved = attempt(&mut browser, &id, &code_sent).await.expect_status(200).json();
    assert_eq!(proved["response"]["verification"]["status"], "verified");
    assert_eq!(code(&attempt(&mut browser, &id, &code_sent).await), "verification_already_verified");

    let user = browser.patch("/v1/me", &[("primary_email_address_id", &id)]).await.expect_status(200).json();
    assert_eq!(user["response"]["primary_email_address_id"], json!(id));
    sign_in(&mut other, SECOND).await;
}

async fn an_address_nobody_proved_gives_way(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    add_user(&app, ADA).await;
    let mut squatter = app.browser(Identity::DevBrowser);
    sign_in(&mut squatter, ADA).await;
    let form = [("email_address", SECOND)];
    let squatted = squatter.post(LIST, &form).await.expect_status(200).json();

    // The owner of the mailbox can sign up all the same, and has it from then on.
    let mut owner = app.browser(Identity::DevBrowser);
    let form = [("email_address", SECOND), ("password", PASSWORD), ("strategy", "email_code")];
    let begun = owner.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ups/{}/attempt_verification", text(&begun, "/response/id"));
    let form = [("strategy", "email_code"), ("code", &app.code_for(SECOND).await)];
    let done = owner.post(&path, &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let gone = format!("{LIST}/{}", text(&squatted, "/response/id"));
    assert_eq!(squatter.get(&gone).await.status, 404);
    let taken = squatter.post(LIST, &[("email_address", SECOND)]).await.expect_status(422);
    assert_eq!(taken.error(), ("form_identifier_exists".into(), Some("email_address".into())));
}

#[tokio::test]
async fn of_two_users_the_later_one_gets_to_prove_an_address() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    add_user(&app, "bob@example.com").await;
    let mut ada = app.browser(Identity::DevBrowser);
    sign_in(&mut ada, ADA).await;
    let mut bob = app.browser(Identity::DevBrowser);
    sign_in(&mut bob, "bob@example.com").await;
    let form = [("email_address", SECOND)];
    let hers = text(&ada.post(LIST, &form).await.expect_status(200).json(), "/response/id");
    let his = text(&bob.post(LIST, &form).await.expect_status(200).json(), "/response/id");
    assert_eq!(attempt(&mut ada, &hers, "000000").await.status, 404);
    // Nobody reaches an address of somebody else.
    assert_eq!(ada.get(&format!("{LIST}/{his}")).await.status, 404);
    assert_eq!(ada.delete(&format!("{LIST}/{his}")).await.status, 404);
    prepare(&mut bob, &his).await;
    let _ = attempt(&mut bob, &his, &app.code_for(SECOND).await).await.expect_status(200);
}

#[tokio::test]
async fn the_only_proved_address_cannot_be_taken_off() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let listed = browser.get(LIST).await.expect_status(200).json();
    let first = format!("{LIST}/{}", text(&listed, "/0/id"));
    assert_eq!(code(&browser.delete(&first).await.expect_status(403)), "last_identification_deletion_failed");

    let added = browser.post(LIST, &[("email_address", SECOND)]).await.json();
    let id = text(&added, "/response/id");
    prepare(&mut browser, &id).await;
    let _ = attempt(&mut browser, &id, &app.code_for(SECOND).await).await.expect_status(200);
    let deleted = browser.delete(&first).await.expect_status(200).json();
    assert_eq!(deleted["response"]["deleted"], true);
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["primary_email_address_id"], json!(id));
    assert_eq!(user["response"]["email_addresses"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn bad_forms_and_strangers_are_refused() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(browser.get(LIST).await.status, 401);
    assert_eq!(browser.post(LIST, &[("email_address", SECOND)]).await.status, 401);
    sign_in(&mut browser, ADA).await;
    for (address, expected) in
        [("", "form_param_nil"), ("nobody", "form_param_format_invalid"), (ADA, "form_identifier_exists")]
    {
        let answer = browser.post(LIST, &[("email_address", address)]).await.expect_status(422);
        assert_eq!(answer.error(), (expected.into(), Some("email_address".into())), "{address}");
    }
    let added = browser.post(LIST, &[("email_address", SECOND)]).await.json();
    let path = format!("{LIST}/{}", text(&added, "/response/id"));
    let unfit = browser.post(&format!("{path}/prepare_verification"), &[("strategy", "email_link")]).await;
    assert_eq!(unfit.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
    let early = browser.post(&format!("{path}/attempt_verification"), &[("code", "123456")]).await;
    assert_eq!(code(&early), "verification_missing");
}

async fn prepare(browser: &mut Browser<'_>, id: &str) -> serde_json::Value {
    let path = format!("{LIST}/{id}/prepare_verification");
    browser.post(&path, &[("strategy", "email_code")]).await.expect_status(200).json()
}

async fn attempt(browser: &mut Browser<'_>, id: &str, code: &str) -> nightdesk_testkit::Answer {
    browser.post(&format!("{LIST}/{id}/attempt_verification"), &[("code", code)]).await
}
