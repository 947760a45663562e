use nightdesk_testkit::TestApp;
use serde_json::{Value, json};

use crate::dashboard::support::Dashboard;

async fn create(dashboard: &Dashboard<'_>, name: &str) -> Value {
    dashboard.change("POST", "secret_keys", json!({"name": name})).await.expect_status(201).json()
}

#[tokio::test]
async fn a_created_key_opens_the_backend_api() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let key = create(&dashboard, "  Billing ").await;
    assert_eq!(key["name"], "Billing");
    let request = axum::http::Request::get("/v1/users")
        .header("authorization", format!("Bearer {}", key["secret"].as_str().unwrap()))
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(app.send(request).await.status, 200);
}

#[tokio::test]
async fn development_shows_secrets_again_and_production_does_not() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    app.clock.advance_secs(1);
    let key = create(&dashboard, "one").await;
    assert_eq!(dashboard.get("secret_keys").await.json()["data"][0]["secret"], key["secret"]);

    let app = TestApp::production().await;
    let dashboard = Dashboard::open(&app).await;
    app.clock.advance_secs(1);
    let key = create(&dashboard, "one").await;
    assert!(key["secret"].as_str().unwrap().starts_with("sk_live_"));
    let newest = dashboard.get("secret_keys").await.json()["data"][0].clone();
    assert_eq!(newest["id"], key["id"]);
    assert_eq!(newest["secret"], Value::Null);
}

#[tokio::test]
async fn a_revoked_key_is_off_the_list_and_the_last_one_stays() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    app.clock.advance_secs(1);
    let key = create(&dashboard, "one").await;
    let path = format!("secret_keys/{}", key["id"].as_str().unwrap());
    let revoked = dashboard.change("DELETE", &path, json!({})).await.expect_status(200).json();
    assert!(revoked["revoked_at"].is_i64());
    assert_eq!(dashboard.change("DELETE", &path, json!({})).await.status, 404);
    let listed = dashboard.get("secret_keys").await.json()["data"].clone();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    let first = listed[0]["id"].as_str().unwrap();
    let answer = dashboard.change("DELETE", &format!("secret_keys/{first}"), json!({})).await;
    assert_eq!((answer.status, answer.error().0.as_str()), (409, "last_secret_key"));
    assert_eq!(app.backend().get("/v1/users").await.status, 200);
}

#[tokio::test]
async fn keys_are_listed_page_by_page() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    for n in 0..26 {
        app.clock.advance_secs(1);
        let _ = create(&dashboard, &format!("key {n}")).await;
    }
    let names = |page: &Value| -> Vec<String> {
        let keys = page["data"].as_array().unwrap().iter();
        keys.map(|key| key["name"].as_str().unwrap().to_owned()).collect()
    };
    let first = dashboard.get("secret_keys").await.expect_status(200).json();
    assert_eq!((names(&first).len(), names(&first)[0].as_str()), (25, "key 25"));
    let next = format!("secret_keys?after={}", first["next"].as_str().unwrap());
    let second = dashboard.get(&next).await.expect_status(200).json();
    assert_eq!((names(&second).len(), names(&second)[0].as_str()), (2, "key 0"));
    assert_eq!(second["next"], Value::Null);
    assert_eq!(dashboard.get("secret_keys?after=x").await.expect_status(422).error().1.unwrap(), "after");
}

#[tokio::test]
async fn names_that_say_nothing_or_too_much_are_refused() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    for (body, status) in [
        (json!({}), 422),
        (json!({"name": " "}), 422),
        (json!({"name": "x".repeat(65)}), 422),
        (json!({"name": 1}), 400),
        (json!("Billing"), 400),
    ] {
        assert_eq!(dashboard.change("POST", "secret_keys", body.clone()).await.status, status, "{body}");
    }
    assert_eq!(dashboard.change_with("POST", "secret_keys", "{\"name\":", &[]).await.status, 400);
}
