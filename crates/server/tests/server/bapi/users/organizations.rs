use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::bapi::people::{text, user};

#[tokio::test]
async fn nobody_is_in_an_organization_or_invited_to_one() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    for name in ["organization_memberships", "organization_invitations"] {
        let path = format!("/v1/users/{}/{name}", text(&user, "id"));
        let found = app.backend().get(&path).await.expect_status(200).json();
        assert_eq!(found, json!({"data": [], "total_count": 0}));
        let _ = app.backend().get(&format!("/v1/users/user_no/{name}")).await.expect_status(404);
        let _ = app.backend().get(&format!("{path}?limit=0")).await.expect_status(422);
    }
    let path = format!("/v1/users/{}/organization_invitations?status=odd", text(&user, "id"));
    let _ = app.backend().get(&path).await.expect_status(422);
}
