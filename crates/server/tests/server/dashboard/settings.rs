use nightdesk_testkit::{
    Fault, TestApp, TestProvider,
    provider::{CLIENT_ID, CLIENT_SECRET},
};
use serde_json::{Value, json};

use crate::dashboard::support::Dashboard;

#[tokio::test]
async fn settings_are_changed_and_refused_as_backends_do() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let change = json!({"session_lifetime_secs": 3600, "password_settings": {"min_length": 10}});
    assert_eq!(dashboard.change("PATCH", "v1/instance", change).await.status, 204);
    let settings = dashboard.get("instance").await.json()["settings"].clone();
    assert_eq!(
        (&settings["session_lifetime_secs"], &settings["password"]["min_length"]),
        (&json!(3600), &json!(10))
    );
    let short = dashboard.change("PATCH", "v1/instance", json!({"session_token_lifetime_secs": 9})).await;
    assert_eq!(short.error().1.as_deref(), Some("session_token_lifetime_secs"));
}

#[tokio::test]
async fn a_connection_never_tells_its_secret() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let google = json!({"client_id": "id", "client_secret": "hush"});
    let set = dashboard.change("PUT", "v1/social_connections/google", google).await.expect_status(200);
    assert_eq!(set.json()["callback_url"], dashboard.get("instance").await.json()["callback_url"]);
    for answer in [set, dashboard.get("v1/social_connections").await, dashboard.get("instance").await] {
        assert!(!answer.text().contains("hush"));
    }
}

#[tokio::test]
async fn a_check_says_what_is_wrong_with_a_connection_and_never_its_secret() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let provider = TestProvider::start(&app.clock).await;
    let set = async |client_id: &str, secret: &str| {
        let body = json!({"client_id": client_id, "client_secret": secret, "issuer": provider.url});
        let _ = dashboard.change("PUT", "v1/social_connections/custom_acme", body).await.expect_status(200);
    };
    let check = async || {
        let answer = dashboard.change("POST", "social_connections/custom_acme/check", json!({})).await;
        let answer = answer.expect_status(200);
        assert!(!answer.text().contains(CLIENT_SECRET) && !answer.text().contains("wrong-secret"));
        let findings = answer.json()["findings"].as_array().unwrap().clone();
        let verdicts: Vec<_> = findings
            .iter()
            .map(|each| {
                (each["part"].as_str().unwrap().to_owned(), each["verdict"].as_str().unwrap().to_owned())
            })
            .collect();
        (verdicts, answer.text())
    };
    let of = |verdicts: &[(String, String)], part: &str| {
        verdicts.iter().find(|(name, _)| name == part).map(|(_, verdict)| verdict.clone()).unwrap()
    };

    set(CLIENT_ID, CLIENT_SECRET).await;
    let (verdicts, _) = check().await;
    assert_eq!(verdicts.len(), 5);
    assert!(verdicts.iter().all(|(_, verdict)| verdict == "right"), "{verdicts:?}");

    set(CLIENT_ID, "wrong-secret").await;
    let (verdicts, text) = check().await;
    assert_eq!(of(&verdicts, "Token endpoint"), "wrong");
    assert_eq!(of(&verdicts, "Authorization endpoint"), "right");
    assert!(text.contains("client secret"), "{text}");

    set("somebody", "wrong-secret").await;
    let (verdicts, text) = check().await;
    assert_eq!(of(&verdicts, "Authorization endpoint"), "wrong");
    assert!(text.contains("/v1/oauth_callback"), "{text}");

    set(CLIENT_ID, CLIENT_SECRET).await;
    for fault in [Fault::Down, Fault::NotJson, Fault::Endless] {
        provider.fail(Some(fault));
        assert_eq!(of(&check().await.0, "Token endpoint"), "wrong", "{fault:?}");
    }
    let unknown = dashboard.change("POST", "social_connections/github/check", json!({})).await;
    assert_eq!(unknown.status, 404);
    let log = dashboard.get("events?kind=change").await.text();
    assert!(!log.contains("check"), "a check changes nothing");
}

#[tokio::test]
async fn a_preview_says_what_a_token_would_and_keeps_nothing() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let template = json!({"name": "a", "lifetime": 90, "claims": {"mail": "{{user.primary_email_address}}"}});
    let nobody = dashboard.change("POST", "jwt_preview", template.clone()).await.expect_status(200).json();
    assert_eq!(nobody["mail"], Value::Null);
    let user = json!({"email_address": ["ada@example.com"]});
    let user = dashboard.change("POST", "v1/users", user).await.expect_status(200).json();
    let claims = dashboard.change("POST", "jwt_preview", template).await.expect_status(200).json();
    assert_eq!((&claims["mail"], &claims["sub"]), (&json!("ada@example.com"), &user["id"]));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 90);
    let reserved =
        dashboard.change("POST", "jwt_preview", json!({"name": "a", "claims": {"sub": "me"}})).await;
    assert_eq!(reserved.error().1.as_deref(), Some("claims"));
    assert_eq!(dashboard.get("v1/jwt_templates").await.json(), json!([]));
    let log = dashboard.get("events?kind=change").await.json();
    assert_eq!(log["data"].as_array().unwrap().len(), 1, "the user's creation only");
}

#[tokio::test]
async fn the_application_is_renamed_and_lists_its_instances() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let renamed = dashboard.change("PATCH", "application", json!({"name": " Night shift "})).await;
    let view = renamed.expect_status(200).json();
    assert_eq!(view["name"], "Night shift");
    assert_eq!(
        (&view["instances"][0]["environment"], &view["instances"][0]["open"]),
        (&json!("development"), &json!(true))
    );
    assert_eq!(dashboard.get("instance").await.json()["name"], "Night shift");
    let nameless = dashboard.change("PATCH", "application", json!({"name": " "})).await;
    assert_eq!(nameless.error().1.as_deref(), Some("name"));
}
