//! /v1/me

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token, try_password};

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
async fn a_name_that_is_too_long_is_refused_as_that() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let _ = browser.patch("/v1/me", &[("first_name", &*"é".repeat(256))]).await.expect_status(200);
    let long = browser.patch("/v1/me", &[("first_name", &*"é".repeat(257))]).await.expect_status(422);
    assert_eq!(long.error(), ("form_param_max_length_exceeded".into(), Some("first_name".into())));
    assert_eq!(long.json()["errors"][0]["message"], "First name must have at most 256 characters.");
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

#[tokio::test]
async fn the_only_username_to_sign_in_with_stays() {
    let app = TestApp::development().await;
    set(&app, json!({"email_address": "off", "username": "required"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("username", "ada_l"), ("password", PASSWORD)];
    let _ = browser.post("/v1/client/sign_ups", &form).await.expect_status(200);
    let refused = browser.post("/v1/me?_method=PATCH", &[("username", "")]).await.expect_status(403);
    assert_eq!(code(&refused), "last_identification_deletion_failed");

    // As well where addresses are a choice, and the only one is gone; one that nobody is found by does not count.
    set(&app, json!({"email_address": "on", "username": "on"})).await;
    let body = json!({"email_address": [ADA], "username": "countess", "password": PASSWORD});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let mut other = app.browser(Identity::DevBrowser);
    sign_in(&mut other, "countess").await;
    set(&app, json!({"email_address": "off"})).await;
    let clear = [("username", "")];
    assert_eq!(code(&other.patch("/v1/me", &clear).await), "last_identification_deletion_failed");
    set(&app, json!({"email_address": "on"})).await;
    let id = text(&other.get("/v1/me/email_addresses").await.json(), "/0/id");
    let _ = other.delete(&format!("/v1/me/email_addresses/{id}")).await.expect_status(200);
    assert_eq!(code(&other.patch("/v1/me", &clear).await), "last_identification_deletion_failed");
    sign_in(&mut app.browser(Identity::DevBrowser), "countess").await;
}

#[tokio::test]
async fn an_address_lets_the_username_go() {
    let app = TestApp::development().await;
    let body = json!({"email_address": [ADA], "username": "ada_l", "password": PASSWORD});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let cleared = browser.patch("/v1/me", &[("username", "")]).await.expect_status(200).json();
    assert!(cleared["response"]["username"].is_null());
}

#[tokio::test]
async fn users_change_only_what_users_have_here_and_keep_what_they_need() {
    let app = TestApp::development().await;
    let body = json!({
        "email_address": [ADA], "password": PASSWORD, "username": "ada_l", "first_name": "Ada", "last_name": "Lovelace",
    });
    let user = text(&app.backend().post("/v1/users", body).await.expect_status(200).json(), "/id");
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    for (name, held) in [("username", "ada_l"), ("first_name", "Ada"), ("last_name", "Lovelace")] {
        set(&app, json!({name: "required"})).await;
        let refused = browser.patch("/v1/me", &[(name, "")]).await.expect_status(422);
        assert_eq!(refused.error(), ("form_param_nil".into(), Some(name.into())));
        set(&app, json!({name: "off"})).await;
        let refused = browser.patch("/v1/me", &[(name, "countess")]).await.expect_status(422);
        assert_eq!(refused.error(), ("form_param_unknown".into(), Some(name.into())));
        // Forms send what they do not show along.
        let same = browser.patch("/v1/me", &[(name, held)]).await.expect_status(200).json();
        assert_eq!(same["response"][name], held);
        let backend = app.backend().patch(&format!("/v1/users/{user}"), json!({name: "countess"})).await;
        assert_eq!(backend.expect_status(200).json()[name], "countess");
        let cleared = browser.patch("/v1/me", &[(name, "")]).await.expect_status(200).json();
        assert!(cleared["response"][name].is_null());
    }
}
