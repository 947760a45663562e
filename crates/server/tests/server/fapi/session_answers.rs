//! What answers about sessions say: they are about the very session, user and client that the request named.

use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, set, sign_in, text};

#[tokio::test]
async fn a_client_is_told_what_it_is_and_what_is_on_it() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let made = text(&browser.post("/v1/client", &[]).await.expect_status(200).json(), "/response/id");
    let session = sign_in(&mut browser, ADA).await;
    let client = browser.get("/v1/client").await.expect_status(200).json();
    assert_eq!(text(&client, "/response/id"), made);
    assert_eq!(text(&client, "/response/last_active_session_id"), session);
    assert_eq!(text(&client, "/response/sessions/0/user/id"), user);
    let stored = app.backend().get(&format!("/v1/clients/{made}")).await.expect_status(200).json();
    assert_eq!(stored["session_ids"], json!([session]));
}

#[tokio::test]
async fn a_session_that_is_ended_is_the_one_that_was_named() {
    let app = TestApp::development().await;
    set(&app, json!({"single_session_mode": false})).await;
    for address in [ADA, "bob@example.com"] {
        add_user(&app, address).await;
    }
    let mut browser = app.browser(Identity::DevBrowser);
    let hers = sign_in(&mut browser, ADA).await;
    let his = sign_in(&mut browser, "bob@example.com").await;
    let ended = browser.post(&format!("/v1/client/sessions/{hers}/end"), &[]).await.expect_status(200).json();
    assert_eq!((text(&ended, "/response/id"), &ended["response"]["status"]), (hers.clone(), &json!("ended")));
    assert_eq!(text(&ended, "/client/sessions/0/id"), his);
    assert_eq!(app.backend().get(&format!("/v1/sessions/{hers}")).await.json()["status"], "ended");

    let revoke = format!("/v1/sessions/{his}/revoke");
    let revoked = app.backend().post(&revoke, json!({})).await.expect_status(200).json();
    assert_eq!((&revoked["id"], &revoked["status"]), (&json!(his), &json!("revoked")));
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
}

#[tokio::test]
async fn a_session_that_its_user_revokes_elsewhere_is_the_one_that_was_named() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut elsewhere = app.browser(Identity::DevBrowser);
    let there = sign_in(&mut elsewhere, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let here = sign_in(&mut browser, ADA).await;
    let revoked =
        browser.post(&format!("/v1/me/sessions/{there}/revoke"), &[]).await.expect_status(200).json();
    assert_eq!(text(&revoked, "/response/id"), there);
    assert_eq!(text(&revoked, "/client/sessions/0/id"), here);
    assert_eq!(elsewhere.get("/v1/client").await.json()["response"]["sessions"], json!([]));
}

#[tokio::test]
async fn a_password_that_is_changed_is_that_of_the_signed_in_user() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let new = "another horse battery";
    let form = [("current_password", PASSWORD), ("new_password", new)];
    let changed = browser.post("/v1/me/change_password", &form).await.expect_status(200).json();
    assert_eq!(text(&changed, "/response/id"), user);
    assert_ne!(changed["response"]["password_last_updated_at"], Value::Null);
    let path = format!("/v1/users/{user}/verify_password");
    let verified = app.backend().post(&path, json!({"password": new})).await.expect_status(200).json();
    assert_eq!(verified["verified"], true);
}
