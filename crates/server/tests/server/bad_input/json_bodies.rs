//! JSON bodies of the Backend API.

use axum::http::Method;
use nightdesk_testkit::{Answer, TestApp};
use serde_json::json;

use crate::bad_input::support::{assert_error, assert_refused, backend};

const JSON: Option<&str> = Some("application/json");

async fn create(app: &TestApp, body: &[u8]) -> Answer {
    backend(app, Method::POST, "/v1/users", JSON, body).await
}

#[tokio::test]
async fn what_is_no_json_object_is_refused() {
    let app = TestApp::development().await;
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    for body in ["", "{", "[]", "null", "7", "\"text\"", "<html>", "{\"a\":1}{\"b\":2}", &deep] {
        let answer = create(&app, body.as_bytes()).await;
        assert_refused(&body[..body.len().min(20)], &answer);
    }
    assert_refused("not UTF-8", &create(&app, b"{\"first_name\":\"\xff\"}").await);
    assert_refused("lone surrogate", &create(&app, br#"{"first_name":"\ud800"}"#).await);
    assert_eq!(app.backend().get("/v1/users/count").await.json()["total_count"], 0);
}

#[tokio::test]
async fn a_field_of_the_wrong_type_is_named() {
    let app = TestApp::development().await;
    for (field, value) in [
        ("first_name", json!(7)),
        ("email_address", json!({"a": 1})),
        ("email_address", json!([1])),
        ("public_metadata", json!("text")),
        ("public_metadata", json!([])),
        ("skip_password_checks", json!("yes")),
        ("created_at", json!("yesterday")),
        ("created_at", json!("9999999-01-01T00:00:00Z")),
        ("external_id", json!({})),
        ("password", json!(["a"])),
    ] {
        let mut body = json!({"email_address": ["ada@example.com"]});
        body[field] = value.clone();
        let answer = create(&app, body.to_string().as_bytes()).await;
        let what = format!("{field}: {value}");
        assert_refused(&what, &answer);
        assert_eq!(answer.error().1.as_deref(), Some(field), "{what}");
    }
    assert_eq!(app.backend().get("/v1/users/count").await.json()["total_count"], 0);
}

#[tokio::test]
async fn oversized_and_unstorable_values_are_refused() {
    let app = TestApp::development().await;
    for (field, value) in [
        ("first_name", json!("x".repeat(100_000))),
        ("first_name", json!("a\0b")),
        ("username", json!("a\0b")),
        ("external_id", json!("x".repeat(100_000))),
        ("email_address", json!(["ada\0@example.com"])),
        ("public_metadata", json!({"a": "x".repeat(100_000)})),
        ("public_metadata", json!({"a": "b\0c"})),
        ("password", json!("x".repeat(100_000))),
    ] {
        let mut body = json!({"email_address": ["ada@example.com"]});
        body[field] = value;
        let answer = create(&app, body.to_string().as_bytes()).await;
        if answer.status == 200 {
            // What is taken must come back as it was sent.
            let user = answer.json();
            assert_eq!(user[field], body[field], "{field}");
            let id = user["id"].as_str().expect("a user has an id");
            let read = app.backend().get(&format!("/v1/users/{id}")).await.expect_status(200).json();
            assert_eq!(read[field], body[field], "{field}");
            let _ = app.backend().delete(&format!("/v1/users/{id}")).await.expect_status(200);
        } else {
            assert_refused(field, &answer);
        }
    }
}

#[tokio::test]
async fn an_oversized_body_is_refused_whole() {
    let app = TestApp::development().await;
    let body = json!({"first_name": "x".repeat(20 << 20)}).to_string();
    let answer = create(&app, body.as_bytes()).await;
    assert_error("20 MiB", &answer, 413, "request_body_too_large", None);
}

#[tokio::test]
async fn list_parameters_are_held_to_their_range() {
    let app = TestApp::development().await;
    for query in [
        "limit=0",
        "limit=-1",
        "limit=501",
        "limit=99999999999999999999",
        "limit=abc",
        "offset=-1",
        "offset=1.5",
        "offset=9223372036854775808",
        "order_by=password_digest",
        "order_by=created_at%3BDROP%20TABLE%20users",
    ] {
        let answer = backend(&app, Method::GET, &format!("/v1/users?{query}"), None, b"").await;
        assert_refused(query, &answer);
        let param = query.split('=').next();
        assert_eq!(answer.error().1.as_deref(), param, "{query}");
    }
}

#[tokio::test]
async fn searches_take_wildcards_and_quotes_literally() {
    let app = TestApp::development().await;
    let ada = json!({"email_address": ["ada@example.com"], "first_name": "O'Hara"});
    let _ = app.backend().post("/v1/users", ada).await.expect_status(200);
    for (query, expected) in [("%25", 0), ("_da", 0), ("%27", 1), ("%5C", 0), ("ada", 1), ("%00", 0)] {
        let path = format!("/v1/users/count?query={query}");
        let answer = backend(&app, Method::GET, &path, None, b"").await;
        if query == "%00" {
            assert_refused(query, &answer);
        } else {
            assert_eq!(answer.json()["total_count"], expected, "{query}");
        }
    }
}
