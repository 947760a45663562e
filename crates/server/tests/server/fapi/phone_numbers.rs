//! /v1/me/phone_numbers

use nightdesk_auth::model::{Channel, Environment};
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, code, set, sign_in, text};

const LIST: &str = "/v1/me/phone_numbers";
const NUMBER: &str = "+12125552368";
const SECOND: &str = "+4930123456";

on_both_databases! {
    a_number_is_added_proved_made_primary_and_used_to_sign_in,
    a_number_nobody_proved_gives_way,
}

/// Adds a number, and returns its id.
async fn add(browser: &mut Browser<'_>, number: &str) -> String {
    let added = browser.post(LIST, &[("phone_number", number)]).await.expect_status(200).json();
    text(&added, "/response/id")
}

async fn prepare(browser: &mut Browser<'_>, id: &str) -> Answer {
    browser.post(&format!("{LIST}/{id}/prepare_verification"), &[("strategy", "phone_code")]).await
}

async fn attempt(browser: &mut Browser<'_>, id: &str, code: &str) -> Answer {
    browser.post(&format!("{LIST}/{id}/attempt_verification"), &[("code", code)]).await
}

/// Adds a number and proves it.
async fn add_proved(app: &TestApp, browser: &mut Browser<'_>, number: &str) -> String {
    let id = add(browser, number).await;
    let _ = prepare(browser, &id).await.expect_status(200);
    let _ = attempt(browser, &id, &app.code_for(number).await).await.expect_status(200);
    id
}

async fn a_number_is_added_proved_made_primary_and_used_to_sign_in(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    set(&app, json!({"phone_number": "on"})).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let added = browser.post(LIST, &[("phone_number", "+1 (212) 555-2368")]).await.expect_status(200).json();
    assert_eq!(added["response"]["phone_number"], NUMBER);
    assert_eq!(added["response"]["verification"], json!(null));
    let id = text(&added, "/response/id");
    assert_eq!(browser.get(LIST).await.expect_status(200).json()[0]["id"], json!(id));

    let mut other = app.browser(Identity::DevBrowser);
    let begin = [("identifier", NUMBER)];
    let unknown = other.post("/v1/client/sign_ins", &begin).await.expect_status(422);
    assert_eq!(code(&unknown), "form_identifier_not_found", "a number that was only typed in finds nobody");

    let sent = prepare(&mut browser, &id).await.expect_status(200).json();
    assert_eq!(sent["response"]["verification"]["strategy"], "phone_code");
    let message = app.outbox().await.pop().unwrap();
    assert_eq!((message.channel, message.recipient.as_str(), message.subject), (Channel::Sms, NUMBER, None));
    let wrong = attempt(&mut browser, &id, "000000").await.expect_status(422);
    assert_eq!(wrong.error(), ("form_code_incorrect".into(), Some("code".into())));
    assert_eq!(wrong.json()["meta"]["client"]["object"], "client");
    let right = app.code_for(NUMBER).await;
    let proved = attempt(&mut browser, &id, &right).await.expect_status(200).json();
    assert_eq!(proved["response"]["verification"]["status"], "verified");
    assert_eq!(code(&attempt(&mut browser, &id, &right).await), "verification_already_verified");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["primary_phone_number_id"], json!(id), "the first one is the primary one");
    assert_eq!(user["response"]["phone_numbers"][0]["phone_number"], NUMBER);

    let second = add_proved(&app, &mut browser, SECOND).await;
    let shown = browser.get(&format!("{LIST}/{second}")).await.expect_status(200).json();
    assert_eq!(shown["response"]["phone_number"], SECOND);
    let form = [("primary_phone_number_id", second.as_str())];
    let user = browser.patch("/v1/me", &form).await.expect_status(200).json();
    assert_eq!(user["response"]["primary_phone_number_id"], json!(second));
    let found = other.post("/v1/client/sign_ins", &begin).await.expect_status(200).json();
    assert_eq!(found["response"]["status"], "needs_first_factor");

    let gone = browser.delete(&format!("{LIST}/{second}")).await.expect_status(200).json();
    assert_eq!((&gone["response"]["id"], &gone["response"]["deleted"]), (&json!(second), &json!(true)));
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["primary_phone_number_id"], json!(id));
}

async fn a_number_nobody_proved_gives_way(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    set(&app, json!({"phone_number": "on"})).await;
    add_user(&app, ADA).await;
    add_user(&app, "bob@example.com").await;
    let (mut ada, mut bob) = (app.browser(Identity::DevBrowser), app.browser(Identity::DevBrowser));
    sign_in(&mut ada, ADA).await;
    sign_in(&mut bob, "bob@example.com").await;
    let hers = add(&mut ada, NUMBER).await;
    let his = add_proved(&app, &mut bob, NUMBER).await;
    assert_eq!(ada.get(&format!("{LIST}/{hers}")).await.status, 404);
    let taken = ada.post(LIST, &[("phone_number", NUMBER)]).await.expect_status(422);
    assert_eq!(taken.error(), ("form_identifier_exists".into(), Some("phone_number".into())));
    // Nobody reaches a number of somebody else.
    for answer in [
        ada.get(&format!("{LIST}/{his}")).await,
        ada.delete(&format!("{LIST}/{his}")).await,
        ada.patch(&format!("{LIST}/{his}"), &[("reserved_for_second_factor", "true")]).await,
        prepare(&mut ada, &his).await,
        attempt(&mut ada, &his, "000000").await,
    ] {
        assert_eq!((answer.status, code(&answer)), (404, "resource_not_found".to_owned()));
    }
}

#[tokio::test]
async fn numbers_exist_only_where_the_instance_has_them() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(browser.post(LIST, &[("phone_number", NUMBER)]).await.status, 401);
    assert_eq!(browser.get(LIST).await.status, 401);
    sign_in(&mut browser, ADA).await;
    let off = browser.post(LIST, &[("phone_number", NUMBER)]).await.expect_status(422);
    assert_eq!(off.error(), ("form_param_unknown".into(), Some("phone_number".into())));
    set(&app, json!({"phone_number": "on"})).await;
    for number in ["2125552368", "+1212555", "nobody", "+49 30 12x456"] {
        let answer = browser.post(LIST, &[("phone_number", number)]).await.expect_status(422);
        assert_eq!(
            answer.error(),
            ("form_param_format_invalid".into(), Some("phone_number".into())),
            "{number}"
        );
    }
    let id = add(&mut browser, NUMBER).await;
    let twice = browser.post(LIST, &[("phone_number", NUMBER)]).await.expect_status(422);
    assert_eq!(code(&twice), "form_identifier_exists");
    assert_eq!(code(&attempt(&mut browser, &id, "123456").await), "verification_missing");
    let path = format!("{LIST}/{id}/prepare_verification");
    let unfit = browser.post(&path, &[("strategy", "email_code")]).await;
    assert_eq!(unfit.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
}

#[tokio::test]
async fn codes_to_a_number_have_an_end_and_so_have_tries() {
    let app = TestApp::development().await;
    set(&app, json!({"phone_number": "on"})).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let id = add(&mut browser, NUMBER).await;
    let _ = prepare(&mut browser, &id).await.expect_status(200);
    for _ in 0..5 {
        assert_eq!(code(&attempt(&mut browser, &id, "000000").await), "form_code_incorrect");
    }
    let right = app.code_for(NUMBER).await;
    assert_eq!(code(&attempt(&mut browser, &id, &right).await.expect_status(400)), "verification_failed");
    for _ in 1..10 {
        let _ = prepare(&mut browser, &id).await.expect_status(200);
    }
    let flooded = prepare(&mut browser, &id).await.expect_status(429);
    assert_eq!(code(&flooded), "too_many_requests");
    assert!(flooded.header("retry-after").is_some());
}

#[tokio::test]
async fn test_numbers_take_the_known_code_in_development_only() {
    for (app, known) in [(TestApp::development().await, true), (TestApp::production().await, false)] {
        set(&app, json!({"phone_number": "on", "allowed_origins": []})).await;
        add_user(&app, ADA).await;
        let mut browser = app.browser(Identity::Native);
        sign_in(&mut browser, ADA).await;
        let id = add(&mut browser, "+12015550123").await;
        let _ = prepare(&mut browser, &id).await.expect_status(200);
        assert_eq!(app.outbox().await.is_empty(), known);
        assert_eq!(attempt(&mut browser, &id, "424242").await.status == 200, known);
    }
}

#[tokio::test]
async fn a_number_added_for_the_second_factor_proves_it_at_once() {
    let app = TestApp::development().await;
    set(&app, json!({"phone_number": "on"})).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let form = [("phone_number", NUMBER), ("reserved_for_second_factor", "true")];
    let added = browser.post(LIST, &form).await.expect_status(200).json();
    assert_eq!(added["response"]["reserved_for_second_factor"], true);
    let id = text(&added, "/response/id");
    assert_eq!(browser.get("/v1/me").await.json()["response"]["two_factor_enabled"], false);
    let _ = prepare(&mut browser, &id).await.expect_status(200);
    let right = app.code_for(NUMBER).await;
    let proved = attempt(&mut browser, &id, &right).await.expect_status(200).json();
    assert_eq!(proved["response"]["default_second_factor"], true);
    assert_eq!(browser.get("/v1/me").await.json()["response"]["two_factor_enabled"], true);
    // What is sensitive asks for a recent second factor from now on, and this was one.
    let _ = browser.post("/v1/me/backup_codes", &[]).await.expect_status(200);
}
