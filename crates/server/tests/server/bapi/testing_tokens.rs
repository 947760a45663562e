use nightdesk_testkit::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_testing_token_is_good_for_an_hour_on_every_instance() {
    for app in [TestApp::development().await, TestApp::production().await] {
        let token = app.backend().post("/v1/testing_tokens", json!({})).await.expect_status(200).json();
        let now_secs = nightdesk_auth::Clock::now(&app.clock).as_secs();
        assert_eq!(token["expires_at"], now_secs + 3600);
    }
}
