//! GET /v1/tickets/accept

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_testkit::{Answer, Identity, TestApp, app::FRONTEND_API};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, add_user, code, set};

/// The path behind the host of a link.
fn path(token: &Value) -> String {
    token["url"].as_str().unwrap().replace("https://auth.nightdesk.localhost:4400", "")
}

#[tokio::test]
async fn the_link_of_a_ticket_leads_to_the_page_that_takes_it() {
    let app = TestApp::production().await;
    set(&app, json!({"sign_in_url": "https://www.example.com/enter?lang=en"})).await;
    let user = add_user(&app, ADA).await;
    let actor = json!({"user_id": user, "actor": {"sub": "user_support"}});
    for (operation, body) in [("sign_in_tokens", json!({"user_id": user})), ("actor_tokens", actor)] {
        let token = app.backend().post(&format!("/v1/{operation}"), body).await.expect_status(200).json();
        let mut browser = app.browser(Identity::Cookie);
        browser.origin = None;
        let answer = browser.get(&path(&token)).await.expect_status(303);
        let ticket = token["token"].as_str().unwrap();
        let page =
            format!("https://www.example.com/enter?lang=en&__clerk_ticket={ticket}&__clerk_status=sign_in");
        assert_eq!(answer.header("location"), Some(page.as_str()));
        // Following a link uses nothing up: mail scanners do that too.
        let form = [("strategy", "ticket"), ("ticket", ticket)];
        let mut native = app.browser(Identity::Native);
        let _ = native.post("/v1/client/sign_ins", &form).await.expect_status(200);
        let used = browser.get(&path(&token)).await.expect_status(400);
        assert_eq!(code(&used), "sign_in_token_already_used");
    }
}

#[tokio::test]
async fn a_ticket_of_the_backend_waits_for_the_end_of_a_lock() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let token =
        app.backend().post("/v1/sign_in_tokens", json!({"user_id": user})).await.expect_status(200).json();
    let form = [("strategy", "ticket"), ("ticket", token["token"].as_str().unwrap())];
    let lock = format!("/v1/users/{user}/lock");
    let locked = app.backend().post(&lock, json!({})).await.expect_status(200).json();
    assert_eq!(locked["lockout_expires_in_seconds"], 900);
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(code(&browser.post("/v1/client/sign_ins", &form).await.expect_status(403)), "user_locked");
    app.clock.advance_secs(900);
    let signed_in = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    assert_eq!(signed_in["response"]["status"], "complete", "nothing was used up");
}

#[tokio::test]
async fn without_a_page_of_the_application_a_ticket_leads_to_the_hosted_one() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let invited = json!({"email_address": "new@example.com"});
    for (operation, body, page, status) in [
        ("sign_in_tokens", json!({"user_id": user}), "sign-in", "sign_in"),
        ("invitations", invited, "sign-up", "sign_up"),
    ] {
        let made = app.backend().post(&format!("/v1/{operation}"), body).await.expect_status(200).json();
        let answer = app.browser(Identity::DevBrowser).get(&path(&made)).await.expect_status(303);
        let location = answer.header("location").unwrap();
        let page = format!("https://auth.nightdesk.localhost:4400/{page}?__clerk_ticket=");
        assert!(location.starts_with(&page), "{location}");
        assert!(location.ends_with(&format!("&__clerk_status={status}")), "{location}");
    }
}

#[tokio::test]
async fn what_is_no_ticket_of_this_instance_leads_nowhere() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let body = json!({"user_id": user, "expires_in_seconds": 5});
    let token = app.backend().post("/v1/sign_in_tokens", body).await.json();
    let mut browser = app.browser(Identity::DevBrowser);
    app.clock.advance_secs(5);
    assert_eq!(code(&browser.get(&path(&token)).await.expect_status(400)), "ticket_expired");
    for text in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        let answer = browser.get(&format!("/v1/tickets/accept?ticket={text}")).await.expect_status(400);
        assert_eq!(code(&answer), "ticket_invalid", "{text}");
        assert!(answer.header("location").is_none());
    }
}

/// Follows a link as a person does, in a browser that wants a page to show.
async fn follow(app: &TestApp, path: &str) -> Answer {
    let request = Request::get(path)
        .header(header::HOST, FRONTEND_API)
        .header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8");
    app.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_person_with_a_link_that_is_good_for_nothing_is_led_to_the_page_that_says_so() {
    let app = TestApp::production().await;
    set(&app, json!({"sign_in_url": "https://www.example.com/enter"})).await;
    let invited = json!({"email_address": "new@example.com"});
    let made = app.backend().post("/v1/invitations", invited).await.expect_status(200).json();
    let id = made["id"].as_str().unwrap();
    let _ = app.backend().post(&format!("/v1/invitations/{id}/revoke"), json!({})).await.expect_status(200);
    let (_, ticket) = made["url"].as_str().unwrap().split_once("ticket=").unwrap();
    for ticket in [ticket, "x", ""] {
        let answer = follow(&app, &format!("/v1/tickets/accept?ticket={ticket}")).await.expect_status(303);
        let page = format!("https://{FRONTEND_API}/sign-in?__clerk_ticket={ticket}&__clerk_status=sign_in");
        assert_eq!(answer.header("location"), Some(page.as_str()));
        // The page hands it in, and is refused.
        let form = [("strategy", "ticket"), ("ticket", ticket)];
        let mut page = app.browser(Identity::Native);
        assert!((400..500).contains(&page.post("/v1/client/sign_ins", &form).await.status));
    }
    let answer = follow(&app, "/v1/verify?token=x").await.expect_status(303);
    let page = format!("https://{FRONTEND_API}/verify?__clerk_status=failed");
    assert_eq!(answer.header("location"), Some(page.as_str()));
}
