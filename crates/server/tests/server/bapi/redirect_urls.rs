//! /v1/redirect_urls

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{TestApp, TestDatabase, on_both_databases};
use serde_json::json;

on_both_databases!(a_redirect_url_is_listed_until_it_is_deleted,);

async fn a_redirect_url_is_listed_until_it_is_deleted(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Production).await;
    let backend = app.backend();
    let native = json!({"url": "my-app://oauth-callback"});
    let first = backend.post("/v1/redirect_urls", native.clone()).await.expect_status(200).json();
    assert_eq!((&first["object"], &first["url"]), (&json!("redirect_url"), &native["url"]));
    app.clock.advance_secs(1);
    let second = backend.post("/v1/redirect_urls", json!({"url": "https://partner.test/done"})).await.json();
    assert_eq!(backend.get("/v1/redirect_urls").await.expect_status(200).json(), json!([second, first]));
    let page = backend.get("/v1/redirect_urls?paginated=true&limit=1&offset=1").await.json();
    assert_eq!(page, json!({"data": [first], "total_count": 2}));

    let path = format!("/v1/redirect_urls/{}", first["id"].as_str().unwrap());
    assert_eq!(backend.get(&path).await.expect_status(200).json(), first);
    let deleted = backend.delete(&path).await.expect_status(200).json();
    assert_eq!(deleted, json!({"object": "redirect_url", "id": first["id"], "deleted": true}));
    for gone in [backend.get(&path).await, backend.delete(&path).await] {
        assert_eq!(gone.expect_status(404).error().0, "resource_not_found");
    }
}

#[tokio::test]
async fn what_is_no_place_to_go_is_not_listed() {
    let app = TestApp::production().await;
    for (url, code) in [
        (json!("javascript:alert(1)"), "form_param_format_invalid"),
        (json!("http://partner.test/"), "form_param_format_invalid"),
        (json!("https://partner.test@evil.test/"), "form_param_format_invalid"),
        (json!("callback"), "form_param_format_invalid"),
        (json!(7), "form_param_format_invalid"),
        (json!(""), "form_param_missing"),
    ] {
        let refused = app.backend().post("/v1/redirect_urls", json!({"url": url})).await.expect_status(422);
        assert_eq!(refused.error(), (code.to_owned(), Some("url".to_owned())), "{url}");
    }
    let once = json!({"url": "my-app://callback"});
    let _ = app.backend().post("/v1/redirect_urls", once.clone()).await.expect_status(200);
    let twice = app.backend().post("/v1/redirect_urls", once).await.expect_status(422);
    assert_eq!(twice.error().0, "form_param_value_invalid");
}
