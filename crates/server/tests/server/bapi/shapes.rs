//! Whole answers, named after their URLs: a field that appears, disappears or changes shows as a diff. The clock is set;
//! what is random is left out.

use nightdesk_testkit::{TestApp, insta::assert_json_snapshot};
use serde_json::{Value, json};

use crate::bapi::people::{signed_in, text, user};

#[track_caller]
fn snapshot(name: &str, answer: &Value) {
    assert_json_snapshot!(name, answer, {
        ".**.id" => "[id]",
        ".**.client_id" => "[client id]",
        ".**.image_url" => "[image url]",
        ".**.user_id" => "[user id]",
        ".**.last_active_session_id" => "[session id]",
        ".**.primary_email_address_id" => "[address id]",
        ".**.session_ids" => "[session ids]",
        ".**.clerk_trace_id" => "[request id]",
        ".**.token" => "[token]",
    });
}

#[tokio::test]
async fn users() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    snapshot("post_v1_users", &user);
    let path = format!("/v1/users/{}", text(&user, "id"));
    snapshot("delete_v1_users_user_id", &app.backend().delete(&path).await.json());
    snapshot("get_v1_users_user_id_404", &app.backend().get(&path).await.json());
    snapshot("post_v1_users_422", &app.backend().post("/v1/users", json!({"username": "x"})).await.json());
}

#[tokio::test]
async fn sessions() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    signed_in(&app, "ada@example.com").await;
    snapshot("get_v1_sessions", &app.backend().get("/v1/sessions").await.json());
    snapshot("get_v1_clients", &app.backend().get("/v1/clients").await.json());
}

#[tokio::test]
async fn the_rest() {
    let app = TestApp::development().await;
    snapshot("get_v1_instance", &app.backend().get("/v1/instance").await.json());
    let answer = app.backend().with_key("sk_test_guess").get("/v1/instance").await;
    snapshot("get_v1_instance_401", &answer.json());
    snapshot("post_v1_organizations_501", &app.backend().post("/v1/organizations", json!({})).await.json());
    let token = app.backend().post("/v1/testing_tokens", json!({})).await.json();
    snapshot("post_v1_testing_tokens", &token);
}
