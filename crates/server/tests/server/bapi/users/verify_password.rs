use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::bapi::people::{PASSWORD, text, user};

#[tokio::test]
async fn right_and_wrong_passwords_are_told_apart() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}/verify_password", text(&user, "id"));
    let answer = app.backend().post(&path, json!({"password": PASSWORD})).await.expect_status(200);
    assert_eq!(answer.json(), json!({"verified": true}));
    let answer = app.backend().post(&path, json!({"password": "wrong"})).await.expect_status(422);
    assert_eq!(answer.error().0, "form_password_incorrect");
    let answer = app.backend().post(&path, json!({})).await.expect_status(422);
    assert_eq!(answer.error(), ("form_param_missing".to_owned(), Some("password".to_owned())));
}
