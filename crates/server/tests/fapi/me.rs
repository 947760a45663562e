//! /v1/me

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token, try_password};

#[tokio::test]
async fn users_see_and_change_themselves() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let shown = browser.get(&format!("/v1/me?_clerk_session_id={session}")).await.expect_status(200).json();
    assert_eq!(text(&shown, "/response/id"), user);
    let form = [("first_name", "Ada"), ("username", "ada_l"), ("unsafe_metadata", r#"{"theme":"dark"}"#)];
    let changed = browser.post("/v1/me?_method=PATCH", &form).await.expect_status(200).json();
    assert_eq!(changed["response"]["username"], "ada_l");
    assert_eq!(changed["client"]["sessions"][0]["user"]["unsafe_metadata"], json!({"theme": "dark"}));
    let cleared = browser.patch("/v1/me", &[("first_name", "")]).await.expect_status(200).json();
    assert!(cleared["response"]["first_name"].is_null());
    assert_eq!(cleared["response"]["username"], "ada_l");
    let addresses = browser.get("/v1/me/email_addresses").await.expect_status(200).json();
    assert_eq!(addresses[0]["email_address"], ADA);
    // The username is a way to sign in as well.
    let mut other = app.browser(Identity::DevBrowser);
    sign_in(&mut other, "ADA_L").await;
}

#[tokio::test]
async fn nobody_signed_in_is_401() {
    let app = TestApp::development().await;
    let mut nobody = app.browser(Identity::DevBrowser);
    for path in ["/v1/me", "/v1/me/sessions/active"] {
        assert_eq!(code(&nobody.get(path).await.expect_status(401)), "authentication_invalid");
    }
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_can_end_other_sessions() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let mut elsewhere = app.browser(Identity::DevBrowser);
    let other = sign_in(&mut elsewhere, ADA).await;
    let path = "/v1/me/change_password";
    let new = "battery staple horse";
    let wrong = browser.post(path, &[("current_password", "nope nope"), ("new_password", new)]).await;
    assert_eq!(wrong.error(), ("form_password_incorrect".into(), Some("current_password".into())));
    let same = browser.post(path, &[("current_password", PASSWORD), ("new_password", PASSWORD)]).await;
    assert_eq!(code(&same), "form_new_password_matches_current");
    let form =
        [("current_password", PASSWORD), ("new_password", new), ("sign_out_of_other_sessions", "true")];
    let _ = browser.post(path, &form).await.expect_status(200);
    let _ = token(&mut elsewhere, &other).await.expect_status(401);
    assert_eq!(code(&try_password(&mut elsewhere, ADA, PASSWORD).await), "form_password_incorrect");
    let _ = try_password(&mut elsewhere, ADA, new).await.expect_status(200);
}

#[tokio::test]
async fn whoever_proved_something_recently_sets_a_new_password_without_the_old_one() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let path = "/v1/me/change_password";
    let same = browser.post(path, &[("new_password", PASSWORD)]).await;
    assert_eq!(code(&same), "form_new_password_matches_current");
    let new = "battery staple horse";
    let changed = browser.post(path, &[("new_password", new)]).await.expect_status(200).json();
    assert_eq!(changed["response"]["password_enabled"], true);
    let _ = try_password(&mut app.browser(Identity::DevBrowser), ADA, new).await.expect_status(200);

    set(&app, json!({"reverification": false})).await;
    let refused = browser.post(path, &[("new_password", "horse staple battery")]).await;
    assert_eq!(refused.error(), ("form_param_nil".into(), Some("current_password".into())));
}

#[tokio::test]
async fn sessions_of_other_devices_can_be_listed_and_revoked() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let own = sign_in(&mut browser, ADA).await;
    let mut elsewhere = app.browser(Identity::DevBrowser);
    let other = sign_in(&mut elsewhere, ADA).await;
    let listed = browser.get("/v1/me/sessions/active").await.expect_status(200).json();
    assert_eq!(listed.as_array().unwrap().len(), 2);
    assert!(listed[0]["last_active_token"].is_null());
    let _ = browser.post(&format!("/v1/me/sessions/{other}/revoke"), &[]).await.expect_status(200);
    let _ = token(&mut elsewhere, &other).await.expect_status(401);
    let _ = token(&mut browser, &own).await.expect_status(200);
}

#[tokio::test]
async fn a_user_who_deletes_themselves_is_gone() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let deleted = browser.delete("/v1/me").await.expect_status(200).json();
    assert_eq!(deleted["response"], json!({"object": "user", "id": user, "deleted": true}));
    assert_eq!(deleted["client"]["sessions"], json!([]));
    assert_eq!(token(&mut browser, &session).await.status, 404);
    assert_eq!(code(&try_password(&mut browser, ADA, PASSWORD).await), "form_identifier_not_found");
}
