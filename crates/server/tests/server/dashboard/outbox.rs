use nightdesk_testkit::{Identity, TestApp};

use crate::dashboard::support::Dashboard;

#[tokio::test]
async fn the_code_that_was_sent_is_shown() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    assert_eq!(dashboard.get("outbox").await.json(), serde_json::json!({"data": [], "next": null}));
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address", "ada@example.com"), ("password", "correct horse battery")];
    let sign_up = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let path =
        format!("/v1/client/sign_ups/{}/prepare_verification", sign_up["response"]["id"].as_str().unwrap());
    let _ = browser.post(&path, &[("strategy", "email_code")]).await.expect_status(200);
    let messages = dashboard.get("outbox").await.json()["data"].clone();
    assert_eq!(messages[0]["to"], "ada@example.com");
    assert_eq!(messages[0]["code"], app.code_for("ada@example.com").await.as_str());
}

#[tokio::test]
async fn older_messages_are_on_the_next_page() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    for n in 0..26 {
        let body = serde_json::json!({"email_address": format!("user{n}@example.com")});
        let _ = app.backend().post("/v1/waitlist_entries", body).await.expect_status(200);
    }
    let first = dashboard.get("outbox").await.json();
    assert_eq!(first["data"][0]["to"], "user25@example.com");
    let next = format!("outbox?after={}", first["next"].as_str().unwrap());
    let second = dashboard.get(&next).await.json();
    assert_eq!(second["data"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&second["data"][0]["to"], &second["next"]),
        (&"user0@example.com".into(), &serde_json::Value::Null)
    );
}

#[tokio::test]
async fn production_has_none() {
    let app = TestApp::production().await;
    let dashboard = Dashboard::open(&app).await;
    assert_eq!(dashboard.get("outbox").await.status, 404);
}
