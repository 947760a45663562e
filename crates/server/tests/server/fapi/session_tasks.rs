//! Pending sessions and what ends their waiting; POST /v1/users/{user_id}/password/set_compromised and .../unset_compromised

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

use crate::fapi::{
    second_factors::set_up,
    support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token, try_password},
};

const NEW_PASSWORD: &str = "another horse battery";

on_both_databases!(a_compromised_password_keeps_a_session_pending_until_it_is_replaced,);

async fn mark(app: &TestApp, user: &str, what: &str, body: Value) -> Value {
    let path = format!("/v1/users/{user}/password/{what}_compromised");
    app.backend().post(&path, body).await.expect_status(200).json()
}

async fn session(browser: &mut Browser<'_>) -> Value {
    browser.get("/v1/client").await.json()["response"]["sessions"][0].clone()
}

async fn a_compromised_password_keeps_a_session_pending_until_it_is_replaced(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let user = add_user(&app, ADA).await;
    let mut before = app.browser(Identity::DevBrowser);
    sign_in(&mut before, ADA).await;
    assert_eq!(mark(&app, &user, "set", json!({})).await["id"], json!(user));
    assert_eq!(session(&mut before).await["status"], "active", "it is asked for at the next sign-in");

    let mut browser = app.browser(Identity::DevBrowser);
    let id = sign_in(&mut browser, ADA).await;
    let pending = session(&mut browser).await;
    assert_eq!(
        (&pending["status"], &pending["tasks"]),
        (&json!("pending"), &json!([{"key": "reset-password"}]))
    );
    let jwt = text(&token(&mut browser, &id).await.expect_status(200).json(), "/jwt");
    assert_eq!(app.claims(&jwt).await["sts"], "pending");
    let seen = app.backend().get(&format!("/v1/sessions/{id}")).await.expect_status(200).json();
    assert_eq!((&seen["status"], &seen["tasks"]), (&json!("pending"), &json!([{"key": "reset-password"}])));

    let same = browser.post("/v1/me/change_password", &[("new_password", PASSWORD)]).await.expect_status(422);
    assert_eq!(code(&same), "form_new_password_matches_current");
    // The sign-in was the proof of the old one.
    let changed = browser.post("/v1/me/change_password", &[("new_password", NEW_PASSWORD)]).await;
    let changed = changed.expect_status(200).json();
    let active = &changed["client"]["sessions"][0];
    assert_eq!((&active["status"], &active["tasks"]), (&json!("active"), &Value::Null));
    let claims = app.claims(&text(active, "/last_active_token/jwt")).await;
    assert_eq!(claims["sts"], "active");
    let mut again = app.browser(Identity::DevBrowser);
    let _ = try_password(&mut again, ADA, NEW_PASSWORD).await.expect_status(200);
    assert_eq!(session(&mut again).await["status"], "active");
}

#[tokio::test]
async fn a_mark_that_is_taken_back_lets_sessions_go_on() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    mark(&app, &user, "set", json!({})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    assert_eq!(session(&mut browser).await["status"], "pending");
    assert_eq!(mark(&app, &user, "unset", json!({})).await["id"], json!(user));
    assert_eq!(session(&mut browser).await["status"], "active");
}

#[tokio::test]
async fn a_mark_can_end_every_session_and_needs_a_password() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    mark(&app, &user, "set", json!({"revoke_all_sessions": true})).await;
    assert_eq!(session(&mut browser).await, Value::Null);
    let _ =
        app.backend().post(&format!("/v1/users/{user}/remove_password"), json!({})).await.expect_status(200);
    let path = format!("/v1/users/{user}/password/set_compromised");
    let refused = app.backend().post(&path, json!({})).await.expect_status(422);
    assert_eq!(refused.error().0, "form_param_value_invalid");
    for what in ["set", "unset"] {
        let path = format!("/v1/users/user_nobody/password/{what}_compromised");
        assert_eq!(
            app.backend().post(&path, json!({})).await.expect_status(404).error().0,
            "resource_not_found"
        );
    }
}

#[tokio::test]
async fn a_forgotten_password_that_is_reset_is_compromised_no_more() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    mark(&app, &user, "set", json!({})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let strategy = ("strategy", "reset_password_email_code");
    let begun = browser.post("/v1/client/sign_ins", &[strategy, ("identifier", ADA)]).await.json();
    let right = app.code_for(ADA).await;
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun, "/response/id"));
    let form = [strategy, ("code", right.as_str()), ("password", NEW_PASSWORD)];
    let _ = browser.post(&path, &form).await.expect_status(200);
    assert_eq!(session(&mut browser).await["status"], "active");
}

#[tokio::test]
async fn an_instance_may_ask_everybody_for_a_second_factor() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    set(&app, json!({"second_factor_required": true})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let pending = session(&mut browser).await;
    assert_eq!((&pending["status"], &pending["tasks"]), (&json!("pending"), &json!([{"key": "setup-mfa"}])));
    set_up(&app, &mut browser).await;
    assert_eq!(session(&mut browser).await["status"], "active");

    add_user(&app, "bob@example.com").await;
    let mut bob = app.browser(Identity::DevBrowser);
    let id = sign_in(&mut bob, "bob@example.com").await;
    set(&app, json!({"second_factor_required": false})).await;
    let touched = bob.post(&format!("/v1/client/sessions/{id}/touch"), &[]).await.expect_status(200).json();
    assert_eq!(touched["response"]["status"], "active", "nobody asks any more");
    let mut later = app.browser(Identity::DevBrowser);
    sign_in(&mut later, "bob@example.com").await;
    assert_eq!(session(&mut later).await["status"], "active");
}
