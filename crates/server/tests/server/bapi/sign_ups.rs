use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::bapi::people::{PASSWORD, text, user};

#[tokio::test]
async fn a_backend_names_the_user_that_comes_of_a_sign_up() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address", "ada@example.com"), ("password", PASSWORD), ("strategy", "email_code")];
    let begun = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let id = text(&begun["response"], "id").to_owned();
    let path = format!("/v1/sign_ups/{id}");
    let found = app.backend().get(&path).await.expect_status(200).json();
    assert_eq!((&found["id"], &found["email_address"]), (&json!(id), &json!("ada@example.com")));
    assert_eq!(found["external_id"], json!(null));

    let body = json!({"external_id": "ext-7", "custom_action": true});
    let named = app.backend().patch(&path, body).await.expect_status(200).json();
    assert_eq!((&named["external_id"], &named["custom_action"]), (&json!("ext-7"), &json!(true)));
    assert_eq!(app.backend().get(&path).await.json()["external_id"], "ext-7");

    let code = app.code_for("ada@example.com").await;
    let form = [("strategy", "email_code"), ("code", code.as_str())];
    let attempt = format!("/v1/client/sign_ups/{id}/attempt_verification");
    let done = browser.post(&attempt, &form).await.expect_status(200).json();
    let user = app.backend().get("/v1/users?external_id=ext-7").await.json();
    assert_eq!(user[0]["id"], done["response"]["created_user_id"]);
    let over = app.backend().patch(&path, json!({"external_id": "ext-8"})).await.expect_status(404);
    assert_eq!(over.error().0, "resource_not_found");
}

#[tokio::test]
async fn the_name_of_another_user_is_not_given_again() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let of_ada = format!("/v1/users/{}", text(&ada, "id"));
    let _ = app.backend().patch(&of_ada, json!({"external_id": "ext-1"})).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address", "ben@example.com")];
    let begun = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let path = format!("/v1/sign_ups/{}", text(&begun["response"], "id"));
    let taken = app.backend().patch(&path, json!({"external_id": "ext-1"})).await.expect_status(422);
    assert_eq!(taken.error(), ("form_identifier_exists".to_owned(), Some("external_id".to_owned())));
    let _ = app.backend().get("/v1/sign_ups/sua_nobody").await.expect_status(404);
}
