//! /v1/social_connections, and what backends see of accounts at providers.

use nightdesk_testkit::{
    Fault, Identity, Person, TestApp, TestProvider,
    provider::{CLIENT_ID, CLIENT_SECRET},
};
use serde_json::{Value, json};

const PATH: &str = "/v1/social_connections";

fn text(body: &Value, pointer: &str) -> String {
    body.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}: {body}")).to_owned()
}

#[tokio::test]
async fn a_known_provider_needs_an_id_and_a_secret_that_is_never_shown() {
    let app = TestApp::production().await;
    let backend = app.backend();
    let body = json!({"client_id": "us", "client_secret": "hush-hush"});
    let made = backend.put(&format!("{PATH}/github"), body).await.expect_status(200);
    assert!(!made.text().contains("hush"));
    let made = made.json();
    assert_eq!((&made["object"], &made["strategy"]), (&json!("social_connection"), &json!("oauth_github")));
    assert_eq!(made["callback_url"], "https://auth.nightdesk.localhost:4400/v1/oauth_callback");
    assert_eq!((&made["name"], &made["enabled"]), (&json!("GitHub"), &json!(true)));
    assert_eq!(made["scopes"], json!(["read:user", "user:email"]));

    let named = json!({"client_id": "us", "name": "Our GitHub", "scopes": ["read:user"], "enabled": false});
    let changed = backend.put(&format!("{PATH}/github"), named).await.expect_status(200).json();
    assert_eq!((&changed["name"], &changed["enabled"]), (&json!("Our GitHub"), &json!(false)));
    let shown = backend.get(&format!("{PATH}/github")).await.expect_status(200).json();
    assert_eq!(shown, changed);
    let list = backend.get(PATH).await.expect_status(200);
    assert!(!list.text().contains("hush"));
    assert_eq!(list.json(), json!([shown]));
    let instance = backend.get("/v1/instance").await.expect_status(200);
    assert!(!instance.text().contains("hush"));

    let gone = backend.delete(&format!("{PATH}/github")).await.expect_status(200).json();
    assert_eq!(gone, json!({"object": "social_connection", "id": "github", "deleted": true}));
    for answer in
        [backend.get(&format!("{PATH}/github")).await, backend.delete(&format!("{PATH}/github")).await]
    {
        assert_eq!(answer.expect_status(404).error().0, "resource_not_found");
    }
}

#[tokio::test]
async fn connections_are_listed_page_by_page() {
    let app = TestApp::production().await;
    let backend = app.backend();
    for provider in ["google", "github", "slack"] {
        let body = json!({"client_id": "us", "client_secret": "hush-hush"});
        let _ = backend.put(&format!("{PATH}/{provider}"), body).await.expect_status(200);
    }
    let providers = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|each| text(each, "/provider")).collect()
    };
    let list = async |query: &str| backend.get(&format!("{PATH}?{query}")).await.expect_status(200).json();
    assert_eq!(providers(&list("limit=2").await), ["github", "google"]);
    assert_eq!(providers(&list("limit=2&offset=2").await), ["slack"]);
    let page = list("paginated=true&limit=1").await;
    assert_eq!((providers(&page["data"]), &page["total_count"]), (vec!["github".to_owned()], &json!(3)));
    let refused = backend.get(&format!("{PATH}?limit=0")).await.expect_status(422);
    assert_eq!(refused.error().1.as_deref(), Some("limit"));
}

#[tokio::test]
async fn a_connection_that_could_not_work_is_refused() {
    let app = TestApp::production().await;
    let backend = app.backend();
    let whole = json!({"client_id": "us", "client_secret": "s", "authorize_url": "https://id.example.com/a",
        "token_url": "https://id.example.com/t", "user_info_url": "https://id.example.com/u"});
    let with = |change: Value| {
        let mut body = whole.clone();
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let _ = backend.put(&format!("{PATH}/custom_acme"), whole.clone()).await.expect_status(200);
    for (provider, body, param) in [
        ("acme", whole.clone(), "provider"),
        ("custom_a1", whole.clone(), "provider"),
        ("custom_other", json!({"client_id": "us", "client_secret": "s"}), "authorize_url"),
        ("google", json!({"client_id": "us"}), "client_secret"),
        ("google", json!({"client_secret": "s"}), "client_id"),
        ("custom_other", with(json!({"token_url": "http://id.example.com/t"})), "token_url"),
        ("custom_other", with(json!({"token_url": "https://127.0.0.1/t"})), "token_url"),
        ("custom_other", with(json!({"user_info_url": null})), "user_info_url"),
        ("custom_other", with(json!({"token_url": null})), "token_url"),
        ("custom_other", with(json!({"token_endpoint_auth_method": "none"})), "token_endpoint_auth_method"),
        (
            "google",
            json!({"client_id": "us", "client_secret": "s", "issuer": "http://127.0.0.1:1"}),
            "issuer",
        ),
        ("custom_other", with(json!({"colour": "red"})), "colour"),
    ] {
        let refused = backend.put(&format!("{PATH}/{provider}"), body.clone()).await.expect_status(422);
        assert_eq!(refused.error().1.as_deref(), Some(param), "{provider} {body}");
    }
    let development = TestApp::development().await;
    let issuer = json!({"client_id": "us", "client_secret": "s", "issuer": "http://127.0.0.1:1"});
    let silent = development.backend().put(&format!("{PATH}/google"), issuer).await.expect_status(422);
    assert_eq!(silent.error().1.as_deref(), Some("issuer"), "nobody answers there");
}

/// A user who signed up at the provider, and the provider.
async fn ada(app: &TestApp) -> (TestProvider, Value) {
    let provider = TestProvider::start(&app.clock).await;
    let body = json!({"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "issuer": provider.url});
    let _ = app.backend().put(&format!("{PATH}/custom_mock"), body).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "oauth_custom_mock"), ("redirect_url", "http://localhost:3000/")];
    let begun = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let page = text(&begun, "/response/verifications/external_account/external_verification_redirect_url");
    let person =
        Person { sub: "ada-7", email: Some("ada@example.com"), email_verified: true, given_name: "Ada" };
    browser.origin = None;
    let _ = browser.get(&provider.agree(&page, &person)).await.expect_status(303);
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    let id = text(&browser.get(&path).await.json(), "/response/created_user_id");
    let user = app.backend().get(&format!("/v1/users/{id}")).await.expect_status(200).json();
    (provider, user)
}

#[tokio::test]
async fn backends_get_the_provider_s_tokens_and_fresh_ones_for_those_that_expired() {
    let app = TestApp::development().await;
    let (provider, user) = ada(&app).await;
    let backend = app.backend();
    let path = format!("/v1/users/{}/oauth_access_tokens", text(&user, "/id"));
    let first = backend.get(&format!("{path}/oauth_custom_mock")).await.expect_status(200).json();
    let token = &first[0];
    assert_eq!(token["external_account_id"], user["external_accounts"][0]["id"]);
    assert_eq!(
        (&token["provider"], &token["provider_user_id"]),
        (&json!("oauth_custom_mock"), &json!("ada-7"))
    );
    assert_eq!(token["scopes"], json!(["openid", "profile", "email"]));
    assert!(text(token, "/token").starts_with("access-") && text(token, "/id_token").starts_with("ey"));
    // SDKs ask for pages here, which the contract does not describe.
    let request = axum::http::Request::get(format!("{path}/custom_mock?paginated=true"))
        .header("authorization", format!("Bearer {}", app.secret_key))
        .body(axum::body::Body::empty())
        .unwrap();
    let same = app.send(request).await.expect_status(200).json();
    assert_eq!((&same["data"][0]["token"], &same["total_count"]), (&token["token"], &json!(1)));
    assert_eq!(backend.get(&format!("{path}/oauth_google")).await.expect_status(200).json(), json!([]));

    app.clock.advance_secs(3600);
    provider.fail(Some(Fault::Down));
    let stale = backend.get(&format!("{path}/custom_mock")).await.expect_status(200).json();
    assert_eq!(stale[0]["token"], token["token"], "a provider out of reach takes nothing away");
    provider.fail(None);
    let fresh = backend.get(&format!("{path}/custom_mock")).await.expect_status(200).json();
    assert_ne!(fresh[0]["token"], token["token"]);
    assert!(fresh[0]["expires_at"].as_i64() > token["expires_at"].as_i64());
    let kept = backend.get(&format!("{path}/custom_mock")).await.expect_status(200).json();
    assert_eq!(kept[0]["token"], fresh[0]["token"]);
    let nobody = backend.get("/v1/users/user_x/oauth_access_tokens/oauth_google").await;
    assert_eq!(nobody.expect_status(404).error().0, "resource_not_found");
}

#[tokio::test]
async fn a_backend_takes_an_account_off_a_user() {
    let app = TestApp::development().await;
    let (_provider, user) = ada(&app).await;
    let backend = app.backend();
    assert_eq!(user["external_accounts"][0]["verification"]["strategy"], "oauth_custom_mock");
    assert_eq!(user["email_addresses"][0]["verification"]["strategy"], "from_oauth_custom_mock");
    let account = text(&user, "/external_accounts/0/id");
    let other = json!({"email_address": ["ben@example.com"], "skip_password_requirement": true});
    let other = backend.post("/v1/users", other).await.expect_status(200).json();
    let theirs =
        backend.delete(&format!("/v1/users/{}/external_accounts/{account}", text(&other, "/id"))).await;
    assert_eq!(theirs.expect_status(404).error().0, "resource_not_found");
    let path = format!("/v1/users/{}", text(&user, "/id"));
    let gone = backend.delete(&format!("{path}/external_accounts/{account}")).await.expect_status(200).json();
    assert_eq!(gone, json!({"object": "external_account", "id": account, "deleted": true}));
    let after = backend.get(&path).await.expect_status(200).json();
    assert_eq!(after["external_accounts"], json!([]));
    let listed = backend.get("/v1/users?limit=5").await.expect_status(200).json();
    assert_eq!(listed.as_array().unwrap().len(), 2);
}
