use nightdesk_testkit::TestApp;

use crate::people::{signed_in, text, user};

#[tokio::test]
async fn clients_are_listed_with_their_live_sessions() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    signed_in(&app, "ada@example.com").await;
    let page = app.backend().get("/v1/clients?paginated=true").await.json();
    assert_eq!(page["total_count"], 1);
    let all = app.backend().get("/v1/clients").await.expect_status(200).json();
    assert_eq!(all[0]["session_ids"][0], all[0]["sessions"][0]["id"]);
    let path = format!("/v1/clients/{}", text(&all[0], "id"));
    assert_eq!(app.backend().get(&path).await.expect_status(200).json(), all[0]);
    let _ = app.backend().get("/v1/clients/client_nobody").await.expect_status(404);
}
