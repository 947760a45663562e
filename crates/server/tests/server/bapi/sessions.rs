use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::bapi::people::{signed_in, text, user};

#[tokio::test]
async fn sessions_are_listed_and_found() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    user(&app, "ben@example.com").await;
    signed_in(&app, "ada@example.com").await;
    app.clock.advance_secs(1);
    signed_in(&app, "ben@example.com").await;
    let all = app.backend().get("/v1/sessions").await.expect_status(200).json();
    assert_eq!(all.as_array().unwrap().len(), 2);
    let path = format!("/v1/sessions?user_id={}&status=active&paginated=true", text(&ada, "id"));
    let of_ada = app.backend().get(&path).await.expect_status(200).json();
    assert_eq!(of_ada["total_count"], 1);
    assert_eq!(of_ada["data"][0]["user_id"], ada["id"]);
    let path = format!("/v1/sessions/{}", text(&of_ada["data"][0], "id"));
    assert_eq!(app.backend().get(&path).await.expect_status(200).json(), of_ada["data"][0]);
    for (query, param) in
        [("status=asleep", "status"), ("user_id=x", "user_id"), ("client_id=x", "client_id")]
    {
        let answer = app.backend().get(&format!("/v1/sessions?{query}")).await.expect_status(422);
        assert_eq!(answer.error().1.as_deref(), Some(param));
    }
}

#[tokio::test]
async fn a_revoked_session_gives_no_more_tokens() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    let mut browser = signed_in(&app, "ada@example.com").await;
    let client = browser.get("/v1/client").await.json();
    let id = text(&client["response"]["sessions"][0], "id").to_owned();
    let tokens = format!("/v1/client/sessions/{id}/tokens");
    let _ = browser.post(&tokens, &[("organization_id", "")]).await.expect_status(200);
    app.clock.advance_secs(5);

    let path = format!("/v1/sessions/{id}/revoke");
    let revoked = app.backend().post(&path, json!({})).await.expect_status(200).json();
    assert_eq!(revoked["status"], "revoked");
    assert!(browser.post(&tokens, &[("organization_id", "")]).await.status >= 400);
    let after = browser.get("/v1/client").await.json();
    assert_eq!(after["response"]["sessions"], json!([]));
    assert!(after["response"]["updated_at"].as_i64() > client["response"]["updated_at"].as_i64());
    // Revoking again changes nothing.
    app.clock.advance_secs(5);
    let again = app.backend().post(&path, json!({})).await.expect_status(200).json();
    assert_eq!(again, revoked);
    let _ = app.backend().post("/v1/sessions/sess_nobody/revoke", json!({})).await.expect_status(404);
}

#[tokio::test]
async fn an_expired_session_reads_as_expired() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    signed_in(&app, "ada@example.com").await;
    app.clock.advance_secs(app.instance.settings.session_lifetime_secs);
    let expired = app.backend().get("/v1/sessions?status=expired").await.expect_status(200).json();
    assert_eq!(expired[0]["status"], "expired");
    assert_eq!(app.backend().get("/v1/sessions?status=active").await.json(), json!([]));
}

#[tokio::test]
async fn a_backend_can_open_a_session_and_mint_tokens_in_development() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let body = json!({"user_id": ada["id"]});
    let session = app.backend().post("/v1/sessions", body.clone()).await.expect_status(200).json();
    assert_eq!((&session["status"], &session["user_id"]), (&json!("active"), &ada["id"]));
    let path = format!("/v1/sessions/{}/tokens", text(&session, "id"));
    for (body, life_secs) in [(json!({}), 60), (json!({"expires_in_seconds": 600}), 600)] {
        let token = app.backend().post(&path, body).await.expect_status(200).json();
        let claims = claims(text(&token, "jwt"));
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), life_secs);
        assert_eq!((&claims["sub"], &claims["sid"]), (&ada["id"], &session["id"]));
    }
    let active = app.backend().get("/v1/users?last_active_at_since=1&last_sign_in_at_after=1").await.json();
    assert_eq!(active[0]["id"], ada["id"]);
    let answer = app.backend().post(&path, json!({"expires_in_seconds": 5})).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("expires_in_seconds"));
    let _ = app.backend().post("/v1/sessions", json!({"user_id": "user_no"})).await.expect_status(404);

    let ban = format!("/v1/users/{}/ban", text(&ada, "id"));
    let _ = app.backend().post(&ban, json!({})).await.expect_status(200);
    let banned = app.backend().post("/v1/sessions", body.clone()).await.expect_status(403);
    assert_eq!(banned.error().0, "user_banned");

    let production = TestApp::production().await;
    assert_eq!(production.backend().post("/v1/sessions", body).await.status, 403);
}

fn claims(jwt: &str) -> serde_json::Value {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    let claims = jwt.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}
