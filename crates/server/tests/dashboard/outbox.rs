use nightdesk_testkit::{Identity, TestApp};

use crate::support::Dashboard;

#[tokio::test]
async fn the_code_that_was_sent_is_shown() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    assert_eq!(dashboard.get("outbox").await.json().as_array().unwrap().len(), 0);
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address", "ada@example.com"), ("password", "correct horse battery")];
    let sign_up = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let path =
        format!("/v1/client/sign_ups/{}/prepare_verification", sign_up["response"]["id"].as_str().unwrap());
    let _ = browser.post(&path, &[("strategy", "email_code")]).await.expect_status(200);
    let messages = dashboard.get("outbox").await.json();
    assert_eq!(messages[0]["to"], "ada@example.com");
    assert_eq!(messages[0]["code"], app.code_for("ada@example.com").await.as_str());
}

#[tokio::test]
async fn production_has_none() {
    let app = TestApp::production().await;
    let dashboard = Dashboard::open(&app).await;
    assert_eq!(dashboard.get("outbox").await.status, 404);
}
