//! /v1/me/sessions, and which session `/v1/me` acts for

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, PASSWORD, add_user, set, sign_in, text};

#[tokio::test]
async fn all_sessions_are_listed_newest_first_and_without_tokens() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut elsewhere = app.browser(Identity::DevBrowser);
    let ended = sign_in(&mut elsewhere, ADA).await;
    let _ = elsewhere.delete("/v1/client/sessions").await.expect_status(200);
    app.clock.advance_secs(1);
    let mut browser = app.browser(Identity::DevBrowser);
    let live = sign_in(&mut browser, ADA).await;

    let listed = browser.get("/v1/me/sessions").await.expect_status(200).json();
    let summary: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|session| (text(session, "/id"), text(session, "/status")))
        .collect();
    assert_eq!(summary, [(live.clone(), "active".to_owned()), (ended, "ended".to_owned())]);
    assert!(listed.as_array().unwrap().iter().all(|session| session["last_active_token"].is_null()));
    let active = browser.get("/v1/me/sessions/active").await.expect_status(200).json();
    assert_eq!((active.as_array().unwrap().len(), text(&active, "/0/id")), (1, live));
    assert_eq!(active[0]["latest_activity"]["object"], "session_activity");
}

#[tokio::test]
async fn the_session_in_the_query_decides_who_me_is() {
    let app = TestApp::development().await;
    set(&app, json!({"single_session_mode": false})).await;
    let ada = add_user(&app, ADA).await;
    let bob = add_user(&app, "bob@example.com").await;
    let mut browser = app.browser(Identity::DevBrowser);
    let hers = sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(1);
    let his = sign_in(&mut browser, "bob@example.com").await;
    for (session, user) in [(&hers, &ada), (&his, &bob)] {
        let me = browser.get(&format!("/v1/me?_clerk_session_id={session}")).await.expect_status(200).json();
        assert_eq!(&text(&me, "/response/id"), user);
    }
    assert_eq!(text(&browser.get("/v1/me").await.json(), "/response/id"), bob);
    for odd in ["sess_x", "not-a-session"] {
        assert_eq!(browser.get(&format!("/v1/me?_clerk_session_id={odd}")).await.status, 401, "{odd}");
        let path = format!("/v1/me?_clerk_session_id={odd}&_method=DELETE");
        assert_eq!(browser.post(&path, &[]).await.status, 401, "{odd}");
    }
    assert_eq!(text(&browser.get("/v1/me?_clerk_session_id=").await.json(), "/response/id"), bob);
    // A session of another browser is nobody's here.
    let mut stranger = app.browser(Identity::DevBrowser);
    sign_in(&mut stranger, ADA).await;
    assert_eq!(stranger.get(&format!("/v1/me?_clerk_session_id={his}")).await.status, 401);
}

#[tokio::test]
async fn when_the_backend_ends_the_active_session_the_next_one_is_active() {
    let app = TestApp::development().await;
    set(&app, json!({"single_session_mode": false})).await;
    let ada = add_user(&app, ADA).await;
    let bob = add_user(&app, "bob@example.com").await;
    let mut browser = app.browser(Identity::DevBrowser);
    let hers = sign_in(&mut browser, ADA).await;
    sign_in(&mut browser, "bob@example.com").await;
    let _ = app.backend().post(&format!("/v1/users/{bob}/ban"), json!({})).await.expect_status(200);
    let client = browser.get("/v1/client").await.json();
    assert_eq!(text(&client, "/response/last_active_session_id"), hers);
    let me = browser.get("/v1/me").await.expect_status(200).json();
    assert_eq!(text(&me, "/response/id"), ada);
}

#[tokio::test]
async fn a_new_password_leaves_other_users_of_another_device_signed_in() {
    let app = TestApp::development().await;
    set(&app, json!({"single_session_mode": false})).await;
    let ada = add_user(&app, ADA).await;
    add_user(&app, "bob@example.com").await;
    let mut shared = app.browser(Identity::DevBrowser);
    sign_in(&mut shared, ADA).await;
    sign_in(&mut shared, "bob@example.com").await;
    let before = shared.get("/v1/client").await.json()["response"]["updated_at"].as_i64();
    app.clock.advance_secs(5);
    let mut bob = app.browser(Identity::DevBrowser);
    sign_in(&mut bob, "bob@example.com").await;
    let form = [
        ("current_password", PASSWORD),
        ("new_password", "battery staple horse"),
        ("sign_out_of_other_sessions", "true"),
    ];
    let _ = bob.post("/v1/me/change_password", &form).await.expect_status(200);
    let after = shared.get("/v1/client").await.json();
    assert!(after["response"]["updated_at"].as_i64() > before, "backends must notice");
    assert_eq!(text(&shared.get("/v1/me").await.expect_status(200).json(), "/response/id"), ada);
}

#[tokio::test]
async fn a_device_whose_active_session_is_revoked_goes_on_with_the_next_one() {
    let app = TestApp::development().await;
    set(&app, json!({"single_session_mode": false})).await;
    let ada = add_user(&app, ADA).await;
    add_user(&app, "bob@example.com").await;
    let mut shared = app.browser(Identity::DevBrowser);
    sign_in(&mut shared, ADA).await;
    app.clock.advance_secs(1);
    let his = sign_in(&mut shared, "bob@example.com").await;
    let mut bob = app.browser(Identity::DevBrowser);
    sign_in(&mut bob, "bob@example.com").await;
    let revoke = format!("/v1/me/sessions/{his}/revoke");
    let revoked = bob.post(&revoke, &[]).await.expect_status(200).json();
    assert_eq!(revoked["response"]["status"], "revoked");
    assert_eq!(text(&shared.get("/v1/me").await.expect_status(200).json(), "/response/id"), ada);
    // It is not Ada's to revoke.
    assert_eq!(shared.post(&revoke, &[]).await.status, 404);
}
