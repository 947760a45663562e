use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::bapi::people::{text, user};

async fn redeem(app: &TestApp, ticket: &str) -> (u16, String) {
    let form = [("strategy", "ticket"), ("ticket", ticket)];
    let answer = app.browser(Identity::DevBrowser).post("/v1/client/sign_ins", &form).await;
    let outcome = match answer.status {
        200 => text(&answer.json()["response"], "status").to_owned(),
        _ => answer.error().0,
    };
    (answer.status, outcome)
}

#[tokio::test]
async fn a_ticket_signs_its_user_in_once() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let body = json!({"user_id": ada["id"]});
    let token = app.backend().post("/v1/sign_in_tokens", body).await.expect_status(200).json();
    assert_eq!(token["status"], "pending");
    assert_eq!(redeem(&app, text(&token, "token")).await, (200, "complete".to_owned()));
    let (status, code) = redeem(&app, text(&token, "token")).await;
    assert_eq!((status, code.as_str()), (400, "sign_in_token_already_used"));
    let path = format!("/v1/sign_in_tokens/{}/revoke", text(&token, "id"));
    let answer = app.backend().post(&path, json!({})).await.expect_status(400);
    assert_eq!(answer.error().0, "sign_in_token_cannot_be_revoked");
}

#[tokio::test]
async fn a_revoked_or_late_ticket_signs_nobody_in() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let body = json!({"user_id": ada["id"], "expires_in_seconds": 60});
    let revoked = app.backend().post("/v1/sign_in_tokens", body.clone()).await.expect_status(200).json();
    let path = format!("/v1/sign_in_tokens/{}/revoke", text(&revoked, "id"));
    let answer = app.backend().post(&path, json!({})).await.expect_status(200).json();
    assert_eq!(answer["status"], "revoked");
    assert_eq!(redeem(&app, text(&revoked, "token")).await.1, "sign_in_token_revoked");
    let late = app.backend().post("/v1/sign_in_tokens", body).await.expect_status(200).json();
    app.clock.advance_secs(60);
    assert_eq!(redeem(&app, text(&late, "token")).await.1, "ticket_expired");
}

#[tokio::test]
async fn tickets_need_a_user_and_a_sensible_life() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let answer = app.backend().post("/v1/sign_in_tokens", json!({})).await.expect_status(422);
    assert_eq!(answer.error(), ("form_param_missing".to_owned(), Some("user_id".to_owned())));
    let _ = app.backend().post("/v1/sign_in_tokens", json!({"user_id": "user_no"})).await.expect_status(404);
    let body = json!({"user_id": ada["id"], "expires_in_seconds": 0});
    let answer = app.backend().post("/v1/sign_in_tokens", body).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("expires_in_seconds"));
    let _ = app.backend().post("/v1/sign_in_tokens/sit_no/revoke", json!({})).await.expect_status(404);
}
