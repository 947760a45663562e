//! How long sessions last, and what the settings change about it.

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, set, sign_in, token};

const HOUR_SECS: i64 = 60 * 60;

#[tokio::test]
async fn an_untouched_session_is_abandoned_where_the_instance_says_so() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut careless = app.browser(Identity::DevBrowser);
    let kept = sign_in(&mut careless, ADA).await;
    set(&app, json!({"inactivity_secs": HOUR_SECS})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(HOUR_SECS - 1);
    let touched =
        browser.post(&format!("/v1/client/sessions/{session}/touch"), &[]).await.expect_status(200).json();
    let (active_at, abandon_at) =
        (&touched["response"]["last_active_at"], &touched["response"]["abandon_at"]);
    assert_eq!(abandon_at.as_i64().unwrap() - active_at.as_i64().unwrap(), HOUR_SECS * 1000);
    app.clock.advance_secs(HOUR_SECS - 1);
    let _ = token(&mut browser, &session).await.expect_status(200);
    app.clock.advance_secs(1);
    assert_eq!(token(&mut browser, &session).await.status, 401);
    let seen = app.backend().get(&format!("/v1/sessions/{session}")).await.json();
    assert_eq!(seen["status"], "abandoned");
    // The one from before the setting was given a month.
    let _ = token(&mut careless, &kept).await.expect_status(200);
    let odd = app.backend().patch("/v1/instance", json!({"inactivity_secs": 1})).await.expect_status(422);
    assert_eq!(odd.error(), ("form_param_value_invalid".into(), Some("inactivity_secs".into())));
    set(&app, json!({"inactivity_secs": null})).await;
    let mut later = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut later, ADA).await;
    app.clock.advance_secs(HOUR_SECS);
    let _ = token(&mut later, &session).await.expect_status(200);
}

#[tokio::test]
async fn a_session_ends_with_its_life_however_busy_it_is() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    set(&app, json!({"session_lifetime_secs": HOUR_SECS})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(HOUR_SECS - 1);
    let _ = browser.post(&format!("/v1/client/sessions/{session}/touch"), &[]).await.expect_status(200);
    app.clock.advance_secs(1);
    assert_eq!(token(&mut browser, &session).await.status, 401);
    let seen = app.backend().get(&format!("/v1/sessions/{session}")).await.json();
    assert_eq!(seen["status"], "expired");
}
