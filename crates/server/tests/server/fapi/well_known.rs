//! /.well-known/..., and /v1/account_portal

use axum::{body::Body, http::Request};
use nightdesk_testkit::{Identity, TestApp, app::FRONTEND_API};
use serde_json::json;

use crate::fapi::support::{code, set};

#[tokio::test]
async fn native_applications_are_those_of_the_settings() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Native);
    let apple = "/.well-known/apple-app-site-association";
    let android = "/.well-known/assetlinks.json";
    assert_eq!(browser.get(apple).await.expect_status(200).json(), json!({"webcredentials": {"apps": []}}));
    assert_eq!(browser.get(android).await.expect_status(200).json(), json!([]));

    let fingerprint = ["AB"; 32].join(":");
    let apps = json!([{"package_name": "com.example", "sha256_cert_fingerprints": [fingerprint]}]);
    set(&app, json!({"apple_app_ids": ["A1B2C3D4E5.com.example.app"], "android_apps": apps})).await;
    let shown = browser.get(apple).await.expect_status(200).json();
    assert_eq!(shown, json!({"webcredentials": {"apps": ["A1B2C3D4E5.com.example.app"]}}));
    let shown = browser.get(android).await.expect_status(200).json();
    let target = json!({
        "namespace": "android_app",
        "package_name": "com.example",
        "sha256_cert_fingerprints": [fingerprint],
    });
    assert_eq!(shown[0]["target"], target);
    for (name, value) in [
        ("apple_app_ids", json!(["com/example"])),
        ("android_apps", json!([{"package_name": "com.example", "sha256_cert_fingerprints": ["x"]}])),
    ] {
        let refused = app.backend().patch("/v1/instance", json!({name: value})).await.expect_status(422);
        assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some(name.to_owned())));
    }
    let odd = app.backend().patch("/v1/instance", json!({"android_apps": ["com.example"]})).await;
    assert_eq!(odd.expect_status(422).error().0, "form_param_format_invalid");
}

#[tokio::test]
async fn discovery_leads_to_this_instance() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Native);
    for path in ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"] {
        let found = browser.get(path).await.expect_status(200).json();
        assert_eq!(found["issuer"], "https://auth.nightdesk.localhost:4400");
        assert_eq!(found["jwks_uri"], "https://auth.nightdesk.localhost:4400/.well-known/jwks.json");
        assert_eq!(found["id_token_signing_alg_values_supported"], json!(["RS256"]));
        for nothing in ["grant_types_supported", "response_types_supported", "scopes_supported"] {
            assert_eq!(found[nothing], json!([]), "the endpoints answer 501");
        }
    }
}

#[tokio::test]
async fn origins_of_other_sites_may_use_the_passkeys_once_they_are_allowed() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Native);
    let path = "/.well-known/webauthn";
    assert_eq!(code(&browser.get(path).await.expect_status(404)), "resource_not_found");
    set(&app, json!({"allowed_origins": ["https://app.other.test", "chrome-extension://abc"]})).await;
    let shown = browser.get(path).await.expect_status(200).json();
    assert_eq!(shown, json!({"origins": ["https://app.other.test"]}));
}

#[tokio::test]
async fn there_are_hosted_pages_and_the_settings_say_where_the_applications_own_are() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Native);
    let pages = json!({
        "home_url": "https://www.example.com/",
        "sign_in_url": "https://www.example.com/enter",
        "sign_up_url": "https://www.example.com/join",
    });
    set(&app, pages.clone()).await;
    let portal = browser.get("/v1/account_portal").await.expect_status(200).json();
    assert_eq!((&portal["enabled"], &portal["allowed"]), (&json!(true), &json!(true)));
    assert_eq!(portal["after_sign_in_url"], pages["home_url"]);
    let config = browser.get("/v1/environment").await.json()["display_config"].clone();
    for (name, url) in pages.as_object().unwrap() {
        assert_eq!(config[name], *url, "{name}");
    }
    set(&app, json!({"sign_in_url": null, "sign_up_url": null})).await;
    let config = browser.get("/v1/environment").await.json()["display_config"].clone();
    for (name, path) in [
        ("sign_in_url", "/sign-in"),
        ("sign_up_url", "/sign-up"),
        ("user_profile_url", "/user"),
        ("waitlist_url", "/waitlist"),
    ] {
        assert_eq!(config[name], format!("https://auth.nightdesk.localhost:4400{path}"), "{name}");
    }
    let odd = app.backend().patch("/v1/instance", json!({"home_url": "javascript:alert(1)"})).await;
    assert_eq!(odd.expect_status(422).error(), ("form_param_value_invalid".into(), Some("home_url".into())));
}

#[tokio::test]
async fn in_development_only_pages_of_the_own_site_are_told_of_hosted_pages() {
    // SDKs fail to lead to another host where they keep no development browser.
    let app = TestApp::development().await;
    let ask = async |headers: &[(&str, &str)]| {
        let mut request = Request::get("/v1/environment").header("host", FRONTEND_API);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = app.send(request.body(Body::empty()).unwrap()).await.expect_status(200);
        answer.json()["display_config"]["sign_in_url"].as_str().unwrap().to_owned()
    };
    let hosted = "https://auth.nightdesk.localhost:4400/sign-in";
    assert_eq!(ask(&[("origin", "https://app.nightdesk.localhost:3000")]).await, hosted);
    assert_eq!(ask(&[("sec-fetch-site", "same-origin")]).await, hosted);
    assert_eq!(ask(&[]).await, hosted, "a program that is no browser");
    assert_eq!(ask(&[("origin", "http://localhost:3000")]).await, "");
    assert_eq!(ask(&[("origin", "chrome-extension://abcdefghijklmnopabcdefghijklmnop")]).await, "");
    assert_eq!(ask(&[("sec-fetch-site", "none")]).await, "", "an extension that may reach this host");
}
