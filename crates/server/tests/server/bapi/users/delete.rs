use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::bapi::people::{signed_in, text, user};

#[tokio::test]
async fn a_deleted_user_is_signed_out_and_gone() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let mut browser = signed_in(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}", text(&user, "id"));
    let deleted = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!(deleted, json!({"object": "user", "id": user["id"], "deleted": true}));
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
    let _ = app.backend().get(&path).await.expect_status(404);
    let _ = app.backend().delete(&path).await.expect_status(404);
    // The address is free again.
    crate::bapi::people::user(&app, "ada@example.com").await;
}
