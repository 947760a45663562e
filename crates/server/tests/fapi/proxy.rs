//! Applications that pass the Frontend API's requests on, and GET /v1/proxy-health

use axum::{
    body::Body,
    http::{HeaderMap, Request, header},
};
use nightdesk_testkit::{Answer, TestApp, app::FRONTEND_API, spec::Api};
use serde_json::json;

use crate::support::{ADA, PASSWORD, add_user, set};

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

async fn sign_in(app: &TestApp, key: &str) -> Answer {
    let form = format!(
        "strategy=password&identifier={}&password={}",
        ADA.replace('@', "%40"),
        PASSWORD.replace(' ', "+")
    );
    let request = request("POST", "/v1/client/sign_ins", key)
        .header(header::ORIGIN, "https://app.elsewhere.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.send_checked(Api::Fapi, request.body(Body::from(form)).unwrap()).await.expect_status(200)
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
