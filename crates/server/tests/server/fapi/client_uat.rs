//! `__client_uat` in production: the second in which the set of signed-in sessions last changed, 0 without any.

use nightdesk_testkit::{Browser, Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, set, sign_in, text, token};

/// What the cookie says, which is the same under both names.
fn uat(browser: &Browser<'_>) -> i64 {
    let named = browser.cookies.iter().filter(|(name, _)| name.starts_with("__client_uat"));
    let values: Vec<i64> = named.map(|(_, value)| value.parse().unwrap()).collect();
    assert_eq!((values.len(), values[0]), (2, values[1]));
    values[0]
}

#[tokio::test]
async fn it_moves_with_the_set_of_sessions_and_with_nothing_else() {
    let app = TestApp::production().await;
    let settings = json!({
        "single_session_mode": false,
        "allowed_origins": ["http://app.nightdesk.localhost:4400"],
    });
    set(&app, settings).await;
    for address in [ADA, "bob@example.com"] {
        add_user(&app, address).await;
    }
    let mut browser = app.browser(Identity::Cookie);
    let first = sign_in(&mut browser, ADA).await;
    let began = uat(&browser);

    app.clock.advance_secs(10);
    let jwt = text(&token(&mut browser, &first).await.expect_status(200).json(), "/jwt");
    assert!(
        app.claims(&jwt).await["iat"].as_i64().unwrap() >= began,
        "or backends would ask for a newer one"
    );
    let _ = browser.post(&format!("/v1/client/sessions/{first}/touch"), &[]).await.expect_status(200);
    let _ = browser.patch("/v1/me", &[("first_name", "Ada")]).await.expect_status(200);
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["updated_at"].as_i64(), Some(began * 1000));
    assert_eq!(uat(&browser), began);

    let second = sign_in(&mut browser, "bob@example.com").await;
    assert_eq!(uat(&browser), began + 10);
    app.clock.advance_secs(10);
    let _ = browser.post(&format!("/v1/client/sessions/{second}/remove"), &[]).await.expect_status(200);
    assert_eq!(uat(&browser), began + 20, "somebody is still signed in");
    app.clock.advance_secs(10);
    let _ = browser.post(&format!("/v1/client/sessions/{first}/end"), &[]).await.expect_status(200);
    assert_eq!(uat(&browser), 0);
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["updated_at"].as_i64(), Some((began + 30) * 1000));
}
