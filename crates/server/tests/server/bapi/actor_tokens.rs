//! /v1/actor_tokens

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

use crate::bapi::people;

on_both_databases!(an_actor_token_lets_somebody_act_as_a_user_once,);

async fn make(app: &TestApp, body: Value) -> Value {
    app.backend().post("/v1/actor_tokens", body).await.expect_status(200).json()
}

async fn redeem(browser: &mut Browser<'_>, token: &Value) -> Answer {
    let ticket = token["token"].as_str().unwrap();
    browser.post("/v1/client/sign_ins", &[("strategy", "ticket"), ("ticket", ticket)]).await
}

async fn an_actor_token_lets_somebody_act_as_a_user_once(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let user = people::user(&app, "ada@example.com").await["id"].clone();
    let actor = json!({"sub": "user_support", "team": "night"});
    let token = make(&app, json!({"user_id": user, "actor": actor})).await;
    assert_eq!(
        (&token["user_id"], &token["actor"], &token["status"]),
        (&json!(user), &actor, &json!("pending"))
    );
    let url = format!(
        "https://auth.nightdesk.localhost:4400/v1/tickets/accept?ticket={}",
        token["token"].as_str().unwrap()
    );
    assert_eq!(token["url"], url);

    let mut browser = app.browser(Identity::DevBrowser);
    let done = redeem(&mut browser, &token).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let session = &done["client"]["sessions"][0];
    assert_eq!(session["actor"], actor);
    // Half an hour, where an own session would last a week.
    assert_eq!(
        session["expire_at"].as_i64().unwrap() - session["created_at"].as_i64().unwrap(),
        30 * 60 * 1000
    );
    assert_eq!(session["user"]["last_sign_in_at"], Value::Null, "the user did not sign in");
    let claims = app.claims(session["last_active_token"]["jwt"].as_str().unwrap()).await;
    assert_eq!((&claims["act"], &claims["sub"]), (&actor, &json!(user)));
    let stored = app.backend().get("/v1/sessions").await.json();
    assert_eq!(stored[0]["actor"], actor);

    let theft = browser.delete("/v1/me").await.expect_status(403);
    assert_eq!(theft.error().0, "session_reverification_required", "an actor cannot take the account over");
    let again = redeem(&mut app.browser(Identity::DevBrowser), &token).await.expect_status(400);
    assert_eq!(again.error().0, "sign_in_token_already_used");
    app.clock.advance_secs(30 * 60);
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
}

#[tokio::test]
async fn a_token_holds_for_its_time_and_until_it_is_revoked() {
    let app = TestApp::development().await;
    let user = people::user(&app, "ada@example.com").await["id"].clone();
    let body = json!({"user_id": user, "actor": {"sub": "user_x"}, "expires_in_seconds": 60});
    let (late, revoked) = (make(&app, body.clone()).await, make(&app, body).await);
    let path = format!("/v1/actor_tokens/{}/revoke", revoked["id"].as_str().unwrap());
    let answer = app.backend().post(&path, json!({})).await.expect_status(200).json();
    assert_eq!((&answer["status"], &answer["id"]), (&json!("revoked"), &revoked["id"]));
    assert_eq!(answer.get("token"), None);
    let twice = app.backend().post(&path, json!({})).await.expect_status(400);
    assert_eq!(twice.error().0, "actor_token_cannot_be_revoked");
    let unknown = app.backend().post("/v1/actor_tokens/act_x/revoke", json!({})).await.expect_status(404);
    assert_eq!(unknown.error().0, "resource_not_found");

    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(redeem(&mut browser, &revoked).await.expect_status(400).error().0, "sign_in_token_revoked");
    app.clock.advance_secs(60);
    assert_eq!(redeem(&mut browser, &late).await.expect_status(400).error().0, "ticket_expired");
}

#[tokio::test]
async fn the_session_lasts_as_long_as_the_token_says() {
    let app = TestApp::development().await;
    let user = people::user(&app, "ada@example.com").await["id"].clone();
    let body = json!({"user_id": user, "actor": {"sub": "user_x"}, "session_max_duration_in_seconds": 90});
    let done = redeem(&mut app.browser(Identity::DevBrowser), &make(&app, body).await).await.json();
    let session = &done["client"]["sessions"][0];
    assert_eq!(session["expire_at"].as_i64().unwrap() - session["created_at"].as_i64().unwrap(), 90_000);
}

#[tokio::test]
async fn an_actor_has_to_be_named() {
    let app = TestApp::development().await;
    let user = people::user(&app, "ada@example.com").await["id"].clone();
    for (actor, code) in [
        (json!({}), "form_param_value_invalid"),
        (json!({"sub": ""}), "form_param_value_invalid"),
        (json!({"sub": 7}), "form_param_value_invalid"),
        (json!({"sub": "user_x", "note": "x".repeat(1024)}), "form_param_value_invalid"),
        (json!("user_x"), "form_param_format_invalid"),
        (Value::Null, "form_param_value_invalid"),
    ] {
        let body = json!({"user_id": user, "actor": actor});
        let refused = app.backend().post("/v1/actor_tokens", body).await.expect_status(422);
        assert_eq!(refused.error(), (code.to_owned(), Some("actor".to_owned())), "{actor}");
    }
    let body = json!({"user_id": "user_nobody", "actor": {"sub": "user_x"}});
    assert_eq!(app.backend().post("/v1/actor_tokens", body).await.status, 404);
    let body = json!({"user_id": user, "actor": {"sub": "user_x"}, "session_max_duration_in_seconds": 0});
    let refused = app.backend().post("/v1/actor_tokens", body).await.expect_status(422);
    assert_eq!(refused.error().1.as_deref(), Some("session_max_duration_in_seconds"));
}
