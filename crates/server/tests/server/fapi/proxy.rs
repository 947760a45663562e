//! Applications that pass the Frontend API's requests on, and GET /v1/proxy-health

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Request, header},
};
use nightdesk_server::Config;
use nightdesk_testkit::{Answer, TestApp, app::FRONTEND_API, spec::Api};
use serde_json::json;
use url::form_urlencoded;

use crate::fapi::support::{ADA, PASSWORD, add_user, set};

const PROXY: &str = "https://app.elsewhere.test/__clerk";

fn request(method: &str, path: &str, key: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, FRONTEND_API)
        .header("clerk-proxy-url", PROXY)
        .header("clerk-secret-key", key)
        .header("x-forwarded-for", "203.0.113.7")
}

fn cookie<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    all.into_iter().find(|cookie| cookie.starts_with(&format!("{name}="))).unwrap()
}

async fn begin(app: &TestApp, key: &str, form: &[(&str, &str)]) -> Answer {
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = request("POST", "/v1/client/sign_ins", key)
        .header(header::ORIGIN, "https://app.elsewhere.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.send_checked(Api::Fapi, request.body(Body::from(form)).unwrap()).await.expect_status(200)
}

async fn sign_in(app: &TestApp, key: &str) -> Answer {
    begin(app, key, &[("strategy", "password"), ("identifier", ADA), ("password", PASSWORD)]).await
}

#[tokio::test]
async fn cookies_and_redirects_fit_the_site_of_the_proxy_once_it_shows_a_secret_key() {
    let app = TestApp::production().await;
    set(&app, json!({"allowed_origins": ["https://app.elsewhere.test"]})).await;
    add_user(&app, ADA).await;
    let through = sign_in(&app, &app.secret_key).await;
    assert!(cookie(&through, "__client").contains("; Domain=elsewhere.test; "), "{through:?}");
    assert!(cookie(&through, "__client_uat").contains("; Domain=elsewhere.test; "));
    let sessions = app.backend().get("/v1/sessions").await.json();
    assert_eq!(sessions[0]["latest_activity"]["ip_address"], "203.0.113.7");

    app.clock.advance_secs(1);
    let stranger = sign_in(&app, "sk_live_wrong").await;
    assert!(cookie(&stranger, "__client").contains("; Domain=nightdesk.localhost; "));
    let sessions = app.backend().get("/v1/sessions").await.json();
    assert_eq!(sessions[0]["latest_activity"].get("ip_address"), None, "anybody can write that header");

    let back = "/v1/redirect?redirect_url=https%3A%2F%2Fwww.elsewhere.test%2F";
    for (key, status) in [(app.secret_key.as_str(), 307), ("sk_live_wrong", 422)] {
        let asked = request("GET", back, key).body(Body::empty()).unwrap();
        let _ = app.send_checked(Api::Fapi, asked).await.expect_status(status);
    }
}

#[tokio::test]
async fn flows_lead_back_by_the_proxy_that_they_began_at() {
    let app = TestApp::production().await;
    set(&app, json!({"allowed_origins": ["https://app.elsewhere.test"], "email_link": true})).await;
    let github = json!({"client_id": "us", "client_secret": "hush-hush"});
    let _ = app.backend().put("/v1/social_connections/github", github).await.expect_status(200);
    add_user(&app, ADA).await;
    let back = ("redirect_url", "https://www.elsewhere.test/");
    let form = [("strategy", "email_link"), ("identifier", ADA), back];
    let _ = begin(&app, &app.secret_key, &form).await;
    let link = app.outbox().await.pop().and_then(|message| message.link).unwrap();
    assert!(link.starts_with(&format!("{PROXY}/v1/verify?token=")), "{link}");

    let begun = begin(&app, &app.secret_key, &[("strategy", "oauth_github"), back]).await.json();
    let to = begun["response"]["first_factor_verification"]["external_verification_redirect_url"].as_str();
    let callback = "redirect_uri=https%3A%2F%2Fapp.elsewhere.test%2F__clerk%2Fv1%2Foauth_callback&";
    assert!(to.is_some_and(|to| to.contains(callback)), "{to:?}");
    let form = "state=a&code=b";
    let posted = request("POST", "/v1/oauth_callback", &app.secret_key)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let turned = app.send_checked(Api::Fapi, posted.body(Body::from(form)).unwrap()).await.expect_status(303);
    assert_eq!(turned.header("location"), Some(format!("{PROXY}/v1/oauth_callback?{form}").as_str()));
}

#[tokio::test]
async fn an_instance_says_where_its_proxy_is() {
    let app = TestApp::production().await;
    let github = json!({"client_id": "us", "client_secret": "hush-hush"});
    let _ = app.backend().put("/v1/social_connections/github", github).await.expect_status(200);
    let user = add_user(&app, ADA).await;
    set(&app, json!({"proxy_url": PROXY})).await;
    let ticket = app.backend().post("/v1/sign_in_tokens", json!({"user_id": user})).await.expect_status(200);
    let link = ticket.json()["url"].as_str().unwrap().to_owned();
    assert!(link.starts_with(&format!("{PROXY}/v1/tickets/accept?ticket=")), "{link}");
    let shown = app.backend().get("/v1/social_connections/github").await.json();
    assert_eq!(shown["callback_url"], format!("{PROXY}/v1/oauth_callback"));
    // Its pages are the instance's own.
    let _ = sign_in(&app, &app.secret_key).await;

    for odd in ["http://app.elsewhere.test/__clerk", "/__clerk", "https://app.elsewhere.test/a;b"] {
        let refused = app.backend().patch("/v1/instance", json!({"proxy_url": odd})).await;
        assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some("proxy_url".into())), "{odd}");
    }
    set(&app, json!({"proxy_url": null})).await;
    let shown = app.backend().get("/v1/social_connections/github").await.json();
    assert_eq!(shown["callback_url"], format!("https://{FRONTEND_API}/v1/oauth_callback"));
}

/// The address that is noted of whoever signs in, sent by `peer` to a server that believes proxies in `trusted`.
async fn noted(trusted: &str, peer: &str, key: &str) -> Option<String> {
    let config = Config { trusted_proxies: trusted.parse().unwrap(), ..Config::default() };
    let app = TestApp::production().await.configured(config);
    set(&app, json!({"allowed_origins": ["https://app.elsewhere.test"]})).await;
    add_user(&app, ADA).await;
    let key = if key.is_empty() { &app.secret_key } else { key };
    let form = format!("strategy=password&identifier={ADA}&password={PASSWORD}");
    let mut request = request("POST", "/v1/client/sign_ins", key)
        .header(header::ORIGIN, "https://app.elsewhere.test")
        .header("x-forwarded-for", "198.51.100.1")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    let peer = SocketAddr::new(peer.parse().unwrap(), 50_000);
    request.extensions_mut().insert(ConnectInfo(peer));
    let _ = app.send_checked(Api::Fapi, request).await.expect_status(200);
    let sessions = app.backend().get("/v1/sessions").await.json();
    sessions[0]["latest_activity"]["ip_address"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn the_address_of_the_caller_is_what_those_say_who_are_believed() {
    // Each hop has added the one before: a browser, the application, the operator's own proxy.
    let stranger = "sk_live_wrong";
    assert_eq!(noted("none", "10.0.0.9", stranger).await.as_deref(), Some("10.0.0.9"));
    assert_eq!(noted("10.0.0.9", "10.0.0.9", stranger).await.as_deref(), Some("198.51.100.1"));
    assert_eq!(noted("10.0.0.9", "10.0.0.9", "").await.as_deref(), Some("203.0.113.7"));
    assert_eq!(
        noted("none", "198.51.100.1", "").await.as_deref(),
        Some("198.51.100.1"),
        "it was added by another"
    );
}

#[tokio::test]
async fn the_host_that_a_trusted_proxy_was_asked_for_finds_the_instance() {
    let config = Config { trusted_proxies: "loopback".parse().unwrap(), ..Config::default() };
    let app = TestApp::production().await.configured(config);
    set(&app, json!({"satellite_domains": ["clerk.satellite.test"]})).await;
    let asked = async |peer: &str| {
        let mut request = Request::get("/v1/client/link?redirect_url=https%3A%2F%2Fwww.satellite.test%2F")
            .header(header::HOST, "127.0.0.1:4400")
            .header("x-forwarded-host", "clerk.satellite.test")
            .body(Body::empty())
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 50_000)));
        let answer = app.send_checked(Api::Fapi, request).await.expect_status(307);
        answer.header("location").unwrap().contains("link_domain=clerk.satellite.test")
    };
    assert!(asked("127.0.0.1").await);
    assert!(!asked("192.0.2.1").await, "anybody can write that header");
}

async fn health(app: &TestApp, query: &str, headers: &[(&'static str, &str)]) -> Answer {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, value.parse().unwrap());
    }
    let mut request = Request::get(format!("/v1/proxy-health{query}")).header(header::HOST, FRONTEND_API);
    request.headers_mut().unwrap().extend(map);
    app.send_checked(Api::Fapi, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_proxy_is_healthy_when_it_says_where_it_is_and_who_calls() {
    let app = TestApp::production().await;
    let all = [
        ("clerk-proxy-url", PROXY),
        ("clerk-secret-key", app.secret_key.as_str()),
        ("x-forwarded-for", "203.0.113.7"),
    ];
    let healthy = health(&app, "?domain_id=dmn_a", &all).await.expect_status(200).json();
    assert_eq!(healthy, json!({"status": "healthy", "x_forwarded_for": "203.0.113.7"}));
    for missing in 0..3 {
        let some: Vec<_> =
            all.iter().enumerate().filter(|(i, _)| *i != missing).map(|(_, header)| *header).collect();
        let sick = health(&app, "?domain_id=dmn_a", &some).await.expect_status(503).json();
        assert_eq!(sick["status"], "unhealthy");
        assert!(!sick["message"].as_str().unwrap().is_empty());
    }
    let wrong = [all[0], ("clerk-secret-key", "sk_live_wrong"), all[2]];
    let sick = health(&app, "?domain_id=dmn_a", &wrong).await.expect_status(503).text();
    assert!(sick.contains("Clerk-Secret-Key") && !sick.contains("sk_live_wrong"), "{sick}");
    assert_eq!(health(&app, "", &all).await.expect_status(400).error().0, "form_param_missing");
}
