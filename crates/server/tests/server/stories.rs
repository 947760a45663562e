//! What people do from beginning to end, on both databases and with every way of showing who one is.

use std::sync::Arc;

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

on_both_databases! {
    an_account_is_made_and_used_in_development,
    an_account_is_made_and_used_on_a_page,
    an_account_is_made_and_used_in_an_extension,
    an_account_is_made_and_used_in_a_native_application,
    ten_tries_at_one_code_at_once_let_one_in,
    everything_survives_a_restart,
}

const ADA: &str = "ada@example.com";
const PASSWORD: &str = "correct horse battery";

async fn server(database: TestDatabase, environment: Environment) -> TestApp {
    let app = TestApp::on(database, environment).await;
    let origins = json!({"allowed_origins": [
        nightdesk_testkit::app::EXTENSION_ORIGIN,
        nightdesk_testkit::app::PAGE_ORIGIN,
    ]});
    let _ = app.backend().patch("/v1/instance", origins).await.expect_status(204);
    app
}

fn text(body: &Value, pointer: &str) -> String {
    let found = body.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} of {body:#}")).to_owned()
}

async fn post(browser: &mut Browser<'_>, path: &str, form: &[(&str, &str)]) -> Value {
    browser.post(path, form).await.expect_status(200).json()
}

async fn token(browser: &mut Browser<'_>, session: &str) -> Answer {
    browser.post(&format!("/v1/client/sessions/{session}/tokens"), &[("organization_id", "")]).await
}

/// Signs up with a code, goes on as another caller would, signs out, comes back by password and by code.
async fn story(app: &TestApp, identity: Identity) {
    let mut browser = app.browser(identity);
    let nobody = browser.get("/v1/client").await.expect_status(200).json();
    assert!(nobody["response"].is_null() || nobody["response"]["sessions"] == json!([]), "{nobody}");

    let form = [("email_address", ADA), ("password", PASSWORD)];
    let begun = post(&mut browser, "/v1/client/sign_ups", &form).await;
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    post(&mut browser, &format!("{path}/prepare_verification"), &[("strategy", "email_code")]).await;
    let code = app.code_for(ADA).await;
    let form = [("strategy", "email_code"), ("code", code.as_str())];
    let done = post(&mut browser, &format!("{path}/attempt_verification"), &form).await;
    let session = text(&done, "/response/created_session_id");

    let touched = post(&mut browser, &format!("/v1/client/sessions/{session}/touch"), &[]).await;
    assert_eq!(touched["response"]["status"], "active");
    for _ in 0..3 {
        app.clock.advance_secs(60);
        let minted = token(&mut browser, &session).await.expect_status(200).json();
        assert_eq!(text(&minted, "/jwt").split('.').count(), 3);
    }
    let me = browser.get(&format!("/v1/me?_clerk_session_id={session}")).await.expect_status(200).json();
    assert_eq!(me["response"]["email_addresses"][0]["email_address"], ADA);

    let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
    assert!(token(&mut browser, &session).await.status >= 400);
    let form = [("strategy", "password"), ("identifier", ADA), ("password", "wrong")];
    assert_eq!(browser.post("/v1/client/sign_ins", &form).await.status, 422);
    let form = [("strategy", "password"), ("identifier", ADA), ("password", PASSWORD)];
    let back = post(&mut browser, "/v1/client/sign_ins", &form).await;
    assert_eq!(back["response"]["status"], "complete");
    let session = text(&back, "/response/created_session_id");
    let _ = token(&mut browser, &session).await.expect_status(200);

    let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
    app.clock.advance_secs(60);
    let form = [("strategy", "email_code"), ("identifier", ADA)];
    let begun = post(&mut browser, "/v1/client/sign_ins", &form).await;
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    let code = app.code_for(ADA).await;
    let done = post(&mut browser, &path, &[("strategy", "email_code"), ("code", &code)]).await;
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["client"]["sessions"].as_array().unwrap().len(), 1);
}

async fn an_account_is_made_and_used_in_development(database: TestDatabase) {
    story(&server(database, Environment::Development).await, Identity::DevBrowser).await;
}

async fn an_account_is_made_and_used_on_a_page(database: TestDatabase) {
    story(&server(database, Environment::Production).await, Identity::Cookie).await;
}

async fn an_account_is_made_and_used_in_an_extension(database: TestDatabase) {
    story(&server(database, Environment::Production).await, Identity::Extension).await;
}

async fn an_account_is_made_and_used_in_a_native_application(database: TestDatabase) {
    story(&server(database, Environment::Production).await, Identity::Native).await;
}

async fn ten_tries_at_one_code_at_once_let_one_in(database: TestDatabase) {
    let app = Arc::new(server(database, Environment::Development).await);
    let body = json!({"email_address": [ADA], "password": PASSWORD});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "email_code"), ("identifier", ADA)];
    let begun = post(&mut browser, "/v1/client/sign_ins", &form).await;
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    let code = app.code_for(ADA).await;

    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (app, path, code, token) = (app.clone(), path.clone(), code.clone(), browser.token.clone());
        tries.spawn(async move {
            let mut browser = app.browser(Identity::DevBrowser);
            browser.token = token;
            browser.post(&path, &[("strategy", "email_code"), ("code", &code)]).await.status
        });
    }
    let statuses = tries.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
    let sessions = app.backend().get("/v1/sessions").await.json();
    assert_eq!(sessions.as_array().unwrap().len(), 1);
}

async fn everything_survives_a_restart(database: TestDatabase) {
    let before = server(database, Environment::Development).await;
    let body = json!({"email_address": [ADA], "password": PASSWORD});
    let _ = before.backend().post("/v1/users", body).await.expect_status(200);
    let mut browser = before.browser(Identity::DevBrowser);
    let form = [("strategy", "password"), ("identifier", ADA), ("password", PASSWORD)];
    let signed_in = post(&mut browser, "/v1/client/sign_ins", &form).await;
    let (session, dev_browser) = (text(&signed_in, "/response/created_session_id"), browser.token.clone());

    let after = before.restarted().await;
    let mut browser = after.browser(Identity::DevBrowser);
    browser.token = dev_browser;
    let _ = token(&mut browser, &session).await.expect_status(200);
    assert_eq!(after.backend().get("/v1/users/count").await.expect_status(200).json()["total_count"], 1);
}
