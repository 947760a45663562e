//! /v1/domains

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(satellites_are_added_changed_and_deleted,);

async fn list(app: &TestApp) -> Value {
    app.backend().get("/v1/domains").await.expect_status(200).json()
}

async fn satellite_domains(app: &TestApp, host: &str) -> bool {
    let path = format!("/v1/client/sync?redirect_url=https%3A%2F%2F{host}%2F");
    let mut browser = app.browser(nightdesk_testkit::Identity::Cookie);
    browser.origin = None;
    browser.get(&path).await.status == 307
}

async fn satellites_are_added_changed_and_deleted(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Production).await;
    let own = list(&app).await;
    assert_eq!((&own["total_count"], &own["data"][0]["is_satellite"]), (&json!(1), &json!(false)));
    assert_eq!(own["data"][0]["name"], "nightdesk.localhost");
    assert_eq!(own["data"][0]["frontend_api_url"], "https://auth.nightdesk.localhost:4400");

    let body = json!({"name": "satellite.test", "is_satellite": true});
    let added = app.backend().post("/v1/domains", body.clone()).await.expect_status(200).json();
    assert_eq!((&added["name"], &added["is_satellite"]), (&json!("satellite.test"), &json!(true)));
    assert_eq!(added["frontend_api_url"], "https://clerk.satellite.test");
    assert!(satellite_domains(&app, "www.satellite.test").await);
    let twice = app.backend().post("/v1/domains", body).await.expect_status(422);
    assert_eq!(twice.error(), ("form_identifier_exists".into(), Some("name".into())));

    let path = format!("/v1/domains/{}", added["id"].as_str().unwrap());
    let behind = json!({"proxy_url": "https://www.satellite.test/__clerk"});
    let changed = app.backend().patch(&path, behind.clone()).await.expect_status(200).json();
    assert_eq!((&changed["id"], &changed["proxy_url"]), (&added["id"], &behind["proxy_url"]));
    assert_eq!(changed["frontend_api_url"], "https://www.satellite.test/__clerk");
    let moved = json!({"name": "moved.test", "proxy_url": null});
    let moved = app.backend().patch(&path, moved).await.expect_status(200).json();
    assert_eq!(moved["frontend_api_url"], "https://clerk.moved.test");
    assert_eq!(list(&app).await["data"][1], moved);
    assert!(satellite_domains(&app, "moved.test").await && !satellite_domains(&app, "satellite.test").await);

    let deleted = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!(deleted, json!({"object": "domain", "id": added["id"], "deleted": true}));
    assert_eq!(list(&app).await, own);
    let gone = app.backend().delete(&path).await.expect_status(404);
    assert_eq!(gone.error().0, "resource_not_found");
}

#[tokio::test]
async fn the_instances_own_domain_takes_a_proxy_and_nothing_else() {
    let app = TestApp::production().await;
    let own = list(&app).await["data"][0].clone();
    let path = format!("/v1/domains/{}", own["id"].as_str().unwrap());
    let refused = app.backend().delete(&path).await.expect_status(403);
    assert_eq!(refused.error().0, "operation_not_allowed_on_primary_domain");
    let renamed = app.backend().patch(&path, json!({"name": "other.test"})).await.expect_status(403);
    assert_eq!(renamed.error().0, "operation_not_allowed_on_primary_domain");
    let behind = json!({"proxy_url": "https://app.elsewhere.test/__clerk"});
    let changed = app.backend().patch(&path, behind.clone()).await.expect_status(200).json();
    assert_eq!((&changed["id"], &changed["proxy_url"]), (&own["id"], &behind["proxy_url"]));
    assert_eq!(list(&app).await["data"][0], changed);
    let odd = app.backend().patch(&path, json!({"is_secondary": 1})).await.expect_status(422);
    assert_eq!(odd.error().1.as_deref(), Some("is_secondary"));
    let odd = app.backend().patch(&path, json!({"proxy_url": "http://app.elsewhere.test"})).await;
    assert_eq!(odd.expect_status(422).error().1.as_deref(), Some("proxy_url"));
}

#[tokio::test]
async fn what_is_no_satellite_is_not_added() {
    let app = TestApp::production().await;
    for (body, code, param) in [
        (json!({"is_satellite": true}), "form_param_missing", "name"),
        (json!({"name": "a.test"}), "form_param_missing", "is_satellite"),
        (json!({"name": "a.test", "is_satellite": false}), "form_param_value_invalid", "is_satellite"),
        (json!({"name": "https://a.test", "is_satellite": true}), "form_param_format_invalid", "name"),
        (json!({"name": "a.test:8443", "is_satellite": true}), "form_param_format_invalid", "name"),
        (json!({"name": "a.test", "is_satellite": true, "x": 1}), "form_param_unknown", "x"),
        (
            json!({"name": "a.test", "is_satellite": true, "proxy_url": "http://a.test/"}),
            "form_param_format_invalid",
            "proxy_url",
        ),
    ] {
        let refused = app.backend().post("/v1/domains", body).await.expect_status(422);
        assert_eq!(refused.error(), (code.into(), Some(param.into())));
    }
    assert_eq!(list(&app).await["total_count"], 1);
}

#[tokio::test]
async fn satellites_of_a_development_instance_may_have_a_port_and_browsers_are_sent_there() {
    let app = TestApp::development().await;
    let mut browser = app.browser(nightdesk_testkit::Identity::DevBrowser);
    let path = "/v1/client/sync?redirect_url=https%3A%2F%2Fwww.satellite.test%2F";
    let unknown = browser.get(path).await.expect_status(422);
    assert_eq!(unknown.error().1.as_deref(), Some("redirect_url"));
    let body = json!({"name": "satellite.test:8443", "is_satellite": true});
    let _ = app.backend().post("/v1/domains", body).await.expect_status(200);
    let sent = browser.get(path).await.expect_status(307);
    let to = sent.header("location").unwrap();
    assert!(to.starts_with("https://www.satellite.test/?__clerk_synced=true&"), "{to}");
}
