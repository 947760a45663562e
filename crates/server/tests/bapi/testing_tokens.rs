use nightdesk_testkit::TestApp;
use serde_json::json;

#[tokio::test]
async fn testing_tokens_exist_in_development_only() {
    let app = TestApp::development().await;
    let token = app.backend().post("/v1/testing_tokens", json!({})).await.expect_status(200).json();
    let now_secs = nightdesk_auth::Clock::now(&app.clock).as_secs();
    assert_eq!(token["expires_at"], now_secs + 3600);
    let production = TestApp::production().await;
    let _ = production.backend().post("/v1/testing_tokens", json!({})).await.expect_status(403);
}
