//! /v1/client, and how callers keep who they are

use nightdesk_testkit::{Answer, Browser, Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token};

const EXTENSION: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";
const PAGE: &str = "http://app.nightdesk.localhost:4400";

async fn production() -> TestApp {
    let app = TestApp::production().await;
    set(&app, json!({"allowed_origins": [EXTENSION, PAGE]})).await;
    add_user(&app, ADA).await;
    app
}

fn sessions(answer: &Answer) -> usize {
    answer.json()["response"]["sessions"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn a_caller_without_a_client_sees_null() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let shown = browser.get("/v1/client").await.expect_status(200);
    assert_eq!(shown.json(), json!({"response": null, "client": null}));
}

#[tokio::test]
async fn a_client_can_be_made_and_destroyed() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let made = browser.post("/v1/client", &[]).await.expect_status(200).json();
    let again = browser.post("/v1/client?_method=PUT", &[]).await.expect_status(200).json();
    assert_eq!(made["response"]["id"], again["response"]["id"]);
    let gone = browser.delete("/v1/client").await.expect_status(200).json();
    assert_eq!(gone, json!({"response": null, "client": null}));
    assert_eq!(browser.get("/v1/client").await.json()["response"], Value::Null);
    assert_eq!(browser.delete("/v1/client").await.status, 404);
}

#[tokio::test]
async fn in_development_every_answer_carries_the_dev_browser() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let first = browser.get("/v1/environment").await.expect_status(200);
    let id = first.header("clerk-db-jwt").unwrap().to_owned();
    assert!(id.starts_with("dvb_"));
    for path in
        ["/v1/client", "/v1/client/sessions/sess_x", "/v1/nowhere", "/v1/me/totp", "/v1/account_portal"]
    {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("clerk-db-jwt"), Some(id.as_str()), "{path} {}", answer.status);
    }
    browser.origin = Some("https://evil.example".to_owned());
    let refused = browser.get("/v1/client").await.expect_status(400);
    assert_eq!(refused.header("clerk-db-jwt"), Some(id.as_str()));
}

#[tokio::test]
async fn a_dev_browser_of_a_database_that_is_gone_is_replaced() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    browser.token = Some("dvb_2abcdefghijklmnopqrstuvwxyz".to_owned());
    let _ = browser.get("/v1/client").await.expect_status(200);
    let replaced = browser.token.clone();
    assert_ne!(replaced.as_deref(), Some("dvb_2abcdefghijklmnopqrstuvwxyz"));
    let _ = browser.get("/v1/client").await.expect_status(200);
    assert_eq!(browser.token, replaced);
}

#[tokio::test]
async fn post_dev_browser_makes_one_in_development_only() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let made = browser.post("/v1/dev_browser", &[]).await.expect_status(200);
    assert_eq!(made.json()["id"].as_str(), made.header("clerk-db-jwt"));
    let app = production().await;
    assert_eq!(app.browser(Identity::Native).post("/v1/dev_browser", &[]).await.status, 404);
}

#[tokio::test]
async fn an_extension_in_production_gets_its_token_with_its_first_sign_in() {
    let app = production().await;
    let mut browser = app.browser(Identity::Extension);
    let anonymous = browser.get("/v1/client").await.expect_status(200);
    assert_eq!(anonymous.header("authorization"), None);
    assert_eq!(anonymous.header("clerk-db-jwt"), None);
    let session = sign_in(&mut browser, ADA).await;
    assert!(browser.token.is_some());
    assert_eq!(sessions(&browser.get("/v1/client").await), 1);
    let minted = token(&mut browser, &session).await.expect_status(200);
    assert_eq!(minted.header("authorization"), None, "a caller who has the token is not sent it again");
}

#[tokio::test]
async fn a_page_in_production_keeps_cookies_that_scripts_cannot_read() {
    let app = production().await;
    let mut page = app.browser(Identity::Cookie);
    sign_in(&mut page, ADA).await;
    assert!(page.cookies.contains_key("__client"));
    assert_ne!(page.cookies["__client_uat"], "0");
    assert_eq!(sessions(&page.get("/v1/client").await), 1);
    let out = page.delete("/v1/client/sessions").await.expect_status(200);
    let cookies: Vec<_> = out.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap()).collect();
    let client = cookies.iter().find(|cookie| cookie.starts_with("__client=")).unwrap();
    for attribute in ["HttpOnly", "Secure", "SameSite=None", "Domain=nightdesk.localhost", "Path=/"] {
        assert!(client.contains(attribute), "{client}");
    }
    assert_eq!(page.cookies["__client_uat"], "0");
    assert_eq!(sessions(&page.get("/v1/client").await), 0);
}

#[tokio::test]
async fn a_cookie_alone_changes_nothing_without_saying_where_the_request_comes_from() {
    let app = production().await;
    let mut page = app.browser(Identity::Cookie);
    sign_in(&mut page, ADA).await;
    page.origin = None;
    let refused = page.delete("/v1/client/sessions").await.expect_status(400);
    assert_eq!(code(&refused), "origin_invalid");
    assert_eq!(sessions(&page.get("/v1/client").await), 1);
}

#[tokio::test]
async fn a_destroyed_client_leaves_no_cookie_that_says_otherwise() {
    let app = production().await;
    let mut page = app.browser(Identity::Cookie);
    sign_in(&mut page, ADA).await;
    let _ = page.delete("/v1/client").await.expect_status(200);
    assert_eq!(page.cookies["__client"], "");
    assert_eq!(page.cookies["__client_uat"], "0");
    let mut extension = app.browser(Identity::Extension);
    sign_in(&mut extension, ADA).await;
    let destroyed = extension.delete("/v1/client").await.expect_status(200);
    assert_eq!(destroyed.header("authorization").map(str::trim), Some("Bearer"), "clients then drop theirs");
}

#[tokio::test]
async fn a_cookie_of_a_page_serves_an_extension_as_its_token() {
    let app = production().await;
    let mut page = app.browser(Identity::Cookie);
    let session = sign_in(&mut page, ADA).await;
    let mut extension = app.browser(Identity::Extension);
    extension.token = Some(page.cookies["__client"].clone());
    let _ = token(&mut extension, &session).await.expect_status(200);
    assert_eq!(sessions(&page.get("/v1/client").await), 1);
}

/// Signs in, out and in again, and returns the browser with the value it had before the last change.
async fn rotated(app: &TestApp) -> (Browser<'_>, String) {
    let mut browser = app.browser(Identity::Extension);
    sign_in(&mut browser, ADA).await;
    let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
    let before = browser.token.clone().unwrap();
    sign_in(&mut browser, ADA).await;
    assert_ne!(browser.token.as_ref(), Some(&before), "signing in moves the token on");
    (browser, before)
}

#[tokio::test]
async fn a_lost_answer_costs_nobody_their_sign_in() {
    let app = production().await;
    let (mut browser, before) = rotated(&app).await;
    let current = browser.token.replace(before);
    let shown = browser.get("/v1/client").await.expect_status(200);
    assert_eq!(sessions(&shown), 1);
    assert_eq!(browser.token, current, "the answer hands the current value out again");
    assert_eq!(sessions(&browser.get("/v1/client").await), 1);
}

#[tokio::test]
async fn a_sign_in_sent_twice_signs_in_and_is_no_theft() {
    let app = production().await;
    let mut browser = app.browser(Identity::Extension);
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200);
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun.json(), "/response/id"));
    let mut twin = app.browser(Identity::Extension);
    twin.token.clone_from(&browser.token);
    let form = [("strategy", "password"), ("password", PASSWORD)];
    let _ = browser.post(&path, &form).await.expect_status(200);
    let again = twin.post(&path, &form).await.expect_status(400);
    assert_eq!(code(&again), "verification_already_verified");
    for caller in [&mut browser, &mut twin] {
        assert_eq!(sessions(&caller.get("/v1/client").await), 1, "whichever answer is kept, it holds");
    }
}

#[tokio::test]
async fn an_old_token_used_after_the_new_one_ends_the_sessions() {
    let app = production().await;
    let (mut browser, before) = rotated(&app).await;
    assert_eq!(sessions(&browser.get("/v1/client").await), 1);
    let mut thief = app.browser(Identity::Extension);
    thief.token = Some(before.clone());
    assert_eq!(sessions(&thief.get("/v1/client").await), 0, "a late request is not served");
    assert_eq!(sessions(&browser.get("/v1/client").await), 1, "and does no harm");
    app.clock.advance_secs(61);
    thief.token = Some(before);
    assert_eq!(sessions(&thief.get("/v1/client").await), 0);
    assert_eq!(sessions(&browser.get("/v1/client").await), 0);
}

#[tokio::test]
async fn a_forged_or_foreign_token_is_nobody() {
    let app = production().await;
    let mut browser = app.browser(Identity::Extension);
    for token in ["", "garbage", "a.b.c"] {
        browser.token = Some(token.to_owned());
        assert_eq!(browser.get("/v1/client").await.expect_status(200).json()["response"], Value::Null);
    }
}

#[tokio::test]
async fn in_development_a_page_that_keeps_no_dev_browser_is_known_by_a_cookie() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut page = app.browser(Identity::Cookie);
    let first = page.get("/v1/client").await.expect_status(200);
    let set = first.header("set-cookie").unwrap();
    assert!(
        set.starts_with("__clerk_db_jwt_") && set.contains("; Domain=nightdesk.localhost; Secure; "),
        "{set}"
    );
    assert_eq!(page.cookies.get("__clerk_db_jwt").map(String::as_str), first.header("clerk-db-jwt"));
    let session = sign_in(&mut page, ADA).await;
    let touched = page.post(&format!("/v1/client/sessions/{session}/touch"), &[]).await.expect_status(200);
    assert_eq!(touched.header("set-cookie"), None, "the page has it");
    assert_eq!(sessions(&page.get("/v1/client").await), 1);

    page.origin = Some(EXTENSION.to_owned());
    assert_eq!(sessions(&page.get("/v1/client").await), 0, "an extension shows its own");
}
