use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

use crate::dashboard::support::Dashboard;

async fn told(dashboard: &Dashboard<'_>, query: &str) -> Vec<(String, Value)> {
    let page = dashboard.get(&format!("events?{query}")).await.expect_status(200).json();
    let events = page["data"].as_array().unwrap().iter();
    events.map(|event| (event["operation"].as_str().unwrap().to_owned(), event["subject"].clone())).collect()
}

#[tokio::test]
async fn changes_are_told_with_whom_they_happened_to() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    app.clock.advance_secs(1);
    let body = json!({"email_address": ["ada@example.com"]});
    let ada = dashboard.change("POST", "v1/users", body).await.expect_status(200).json()["id"].clone();
    let id = ada.as_str().unwrap();
    app.clock.advance_secs(1);
    let _ = dashboard.change("POST", &format!("v1/users/{id}/ban"), json!({})).await.expect_status(200);
    let refused = dashboard.change("POST", "v1/users", json!({"email_address": ["odd"]})).await;
    assert_eq!(refused.status, 422);
    let ban = ("POST /users/{user_id}/ban".to_owned(), ada.clone());
    let creation = ("POST /users".to_owned(), ada.clone());
    assert_eq!(told(&dashboard, "kind=change").await, [ban.clone(), creation.clone()]);
    assert_eq!(told(&dashboard, "").await, [ban.clone(), creation, ("link".to_owned(), Value::Null)]);
    assert_eq!(told(&dashboard, &format!("subject={id}")).await.len(), 2);
    assert_eq!(dashboard.get("events?kind=odd").await.status, 422);
}

#[tokio::test]
async fn sign_ups_and_sign_ins_are_told_and_counted_by_the_hour() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address", "ada@example.com"), ("password", "correct horse battery")];
    let sign_up = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ups/{}", sign_up["response"]["id"].as_str().unwrap());
    let prepared = browser.post(&format!("{path}/prepare_verification"), &[("strategy", "email_code")]).await;
    assert_eq!(prepared.status, 200);
    let code = [("strategy", "email_code"), ("code", &*app.code_for("ada@example.com").await)];
    assert_eq!(browser.post(&format!("{path}/attempt_verification"), &code).await.status, 200);
    let events = dashboard.get("events?kind=sign_up").await.json();
    assert_eq!(events["data"][0]["actor"], events["data"][0]["subject"]);
    assert_eq!(told(&dashboard, "kind=sign_in").await.len(), 1);
    let health = dashboard.get("health").await.expect_status(200).json();
    assert_eq!(health["sign_ins"][0][1], 1);
    assert!(health["database_bytes"].as_i64().unwrap() > 0);
    assert!(health["minutes"][0]["requests"].as_i64().unwrap() > 3);
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
}

#[tokio::test]
async fn what_a_backend_changes_is_told_by_the_name_of_its_key() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let made = dashboard.change("POST", "secret_keys", json!({"name": "Billing server"})).await;
    let secret = made.expect_status(201).json()["secret"].as_str().unwrap().to_owned();
    let backend = app.backend().with_key(&secret);
    app.clock.advance_secs(1);
    let ada = json!({"email_address": ["ada@example.com"], "password": "correct horse battery"});
    let ada = backend.post("/v1/users", ada).await.expect_status(200).json()["id"].clone();
    let id = ada.as_str().unwrap();
    let verify = format!("/v1/users/{id}/verify_password");
    let _ = backend.post(&verify, json!({"password": "correct horse battery"})).await.expect_status(200);
    let _ = backend.get(&format!("/v1/users/{id}")).await.expect_status(200);
    let odd = backend.post("/v1/users", json!({"email_address": ["odd"]})).await;
    assert_eq!(odd.status, 422);
    let log = dashboard.get(&format!("events?subject={id}")).await.expect_status(200);
    assert!(!log.text().contains(&secret[..12]), "the key itself is not told");
    let log = log.json();
    assert_eq!(log["data"].as_array().unwrap().len(), 1, "{log}");
    let line = &log["data"][0];
    assert_eq!((&line["operation"], &line["subject"]), (&json!("POST /users"), &ada));
    assert_eq!((&line["actor_kind"], &line["actor"]), (&json!("key"), &json!("Billing server")));
}

#[tokio::test]
async fn lines_older_than_the_owner_keeps_are_forgotten_as_new_ones_come() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let keep =
        async |days: i64| dashboard.change("PATCH", "v1/instance", json!({"log_retention_days": days})).await;
    assert_eq!(keep(-1).await.expect_status(422).error().1.as_deref(), Some("log_retention_days"));
    let _ = keep(0).await.expect_status(204);
    app.clock.advance_secs(100 * 24 * 60 * 60);
    let dashboard = Dashboard::open(&app).await;
    let _ = dashboard
        .change("PATCH", "v1/instance", json!({"single_session_mode": true}))
        .await
        .expect_status(204);
    assert_eq!(told(&dashboard, "").await.len(), 4, "0 keeps all of them");
    let _ =
        dashboard.change("PATCH", "v1/instance", json!({"log_retention_days": 90})).await.expect_status(204);
    app.clock.advance_secs(2);
    let _ = dashboard
        .change("PATCH", "v1/instance", json!({"single_session_mode": false}))
        .await
        .expect_status(204);
    let kept = told(&dashboard, "").await;
    assert_eq!(kept.len(), 4, "the link and the three changes of now: {kept:?}");
}

#[tokio::test]
async fn the_log_goes_on_where_a_page_ended() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    for n in 0..52 {
        let origins = json!({"allowed_origins": [format!("https://a{n}.example.com")]});
        let _ = dashboard.change("PUT", "allowed_origins", origins).await.expect_status(200);
    }
    let first = dashboard.get("events").await.json();
    assert_eq!(first["data"].as_array().unwrap().len(), 50);
    let rest = dashboard.get(&format!("events?after={}", first["next"].as_str().unwrap())).await.json();
    assert_eq!((rest["data"].as_array().unwrap().len(), &rest["next"]), (3, &Value::Null));
    assert_eq!(dashboard.get("events?after=odd").await.status, 422);
}
