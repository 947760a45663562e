//! Requests side by side, on both databases: what may happen once happens once, and no attempt goes uncounted.

use futures_util::future::join_all;
use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::json;

use crate::fapi::support::{ADA, PASSWORD, add_user, code, sign_in, text, token, try_password};

on_both_databases!(
    wrong_passwords_side_by_side_all_count,
    a_ticket_used_twice_at_once_signs_in_once,
    a_code_used_twice_at_once_makes_one_session,
    first_requests_at_once_share_one_client,
    a_production_sign_in_reaches_a_token_and_ends_with_sign_out,
);

async fn wrong_passwords_side_by_side_all_count(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    add_user(&app, ADA).await;
    let attempts = (0..12).map(|_| async {
        let mut browser = app.browser(Identity::DevBrowser);
        code(&try_password(&mut browser, ADA, "wrong horse battery").await)
    });
    let mut codes = join_all(attempts).await;
    // PostgreSQL may give some of them up with 503 when all write the same user; those may be counted or not, but
    // none may get an answer about the password once the limit is reached.
    let mut browser = app.browser(Identity::DevBrowser);
    while codes.last().is_none_or(|code| code != "user_locked") {
        codes.push(code(&try_password(&mut browser, ADA, "wrong horse battery").await));
        assert!(codes.len() < 40, "never locked: {codes:?}");
    }
    let wrong = codes.iter().filter(|code| *code == "form_password_incorrect").count();
    let given_up = codes.iter().filter(|code| *code == "service_unavailable").count();
    assert!(wrong <= 10 && wrong + given_up >= 10, "{codes:?}");
}

async fn a_ticket_used_twice_at_once_signs_in_once(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let user = add_user(&app, ADA).await;
    let made = app.backend().post("/v1/sign_in_tokens", json!({"user_id": user})).await.expect_status(200);
    let ticket = text(&made.json(), "/token");
    let uses = (0..4).map(|_| async {
        let mut browser = app.browser(Identity::DevBrowser);
        let form = [("strategy", "ticket"), ("ticket", ticket.as_str())];
        browser.post("/v1/client/sign_ins", &form).await.status
    });
    let mut statuses = join_all(uses).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400, 400]);
}

async fn a_code_used_twice_at_once_makes_one_session(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = browser.post("/v1/client/sign_ins", &[("strategy", "email_code"), ("identifier", ADA)]).await;
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun.json(), "/response/id"));
    let right = app.code_for(ADA).await;
    let uses = (0..3).map(|_| {
        let mut twin = app.browser(Identity::DevBrowser);
        twin.token.clone_from(&browser.token);
        let (path, right) = (&path, &right);
        async move { twin.post(path, &[("strategy", "email_code"), ("code", right)]).await.status }
    });
    let mut statuses = join_all(uses).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400]);
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["sessions"].as_array().unwrap().len(), 1);
}

async fn first_requests_at_once_share_one_client(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let _ = browser.get("/v1/client").await;
    let made = (0..4).map(|_| {
        let mut twin = app.browser(Identity::DevBrowser);
        twin.token.clone_from(&browser.token);
        async move { text(&twin.post("/v1/client", &[]).await.expect_status(200).json(), "/response/id") }
    });
    let ids = join_all(made).await;
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

async fn a_production_sign_in_reaches_a_token_and_ends_with_sign_out(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Production).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::Native);
    let session = sign_in(&mut browser, ADA).await;
    let _ = token(&mut browser, &session).await.expect_status(200);
    let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
    let _ = token(&mut browser, &session).await.expect_status(401);
    let _ = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200);
}
