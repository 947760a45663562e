//! Which origins may call, and the answers to paths and methods that are not there.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use nightdesk_testkit::{Answer, Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{code, set};

async fn preflight(app: &TestApp, origin: &str) -> Answer {
    let request = Request::builder()
        .method(Method::OPTIONS)
        .uri("/v1/client/sessions/sess_x/tokens")
        .header(header::ORIGIN, origin)
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization");
    app.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn an_allowed_origin_may_read_the_answer_and_its_headers() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    browser.origin = Some("http://localhost:3000".to_owned());
    let answer = browser.get("/v1/client").await.expect_status(200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("http://localhost:3000"));
    assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
    for exposed in ["Authorization", "Clerk-Db-Jwt", "Retry-After", "Date"] {
        assert!(answer.header("access-control-expose-headers").unwrap().contains(exposed));
    }
    assert!(answer.header("date").is_some());
    let allowed = preflight(&app, "http://localhost:3000").await.expect_status(204);
    assert_eq!(allowed.header("access-control-allow-headers"), Some("authorization"));
    assert_eq!(allowed.header("clerk-db-jwt"), None, "a preflight makes nothing");
}

#[tokio::test]
async fn an_unknown_origin_is_refused() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    browser.origin = Some("https://evil.example".to_owned());
    let refused = browser.get("/v1/client").await.expect_status(400);
    assert_eq!(code(&refused), "origin_invalid");
    assert_eq!(refused.header("access-control-allow-origin"), None);
    assert_eq!(preflight(&app, "https://evil.example").await.status, 400);
}

#[tokio::test]
async fn allowed_origins_decide_who_may_call() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let _ = browser.get("/v1/client").await.expect_status(200);
    set(&app, json!({"allowed_origins": ["https://app.example.com"]})).await;
    assert_eq!(code(&browser.get("/v1/client").await.expect_status(400)), "origin_invalid");
    browser.origin = Some("https://app.example.com".to_owned());
    let _ = browser.get("/v1/client").await.expect_status(200);
    browser.origin = None;
    let _ = browser.get("/v1/client").await.expect_status(200);
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(code(&browser.get("/v1/nowhere").await.expect_status(404)), "resource_not_found");
    assert_eq!(code(&browser.post("/v1/organizations", &[]).await.expect_status(501)), "not_implemented");
    assert_eq!(code(&browser.get("/v1/client/sign_ins").await.expect_status(405)), "method_not_allowed");
    let keyless = browser.get("/v1/users").await.expect_status(401);
    assert_eq!(code(&keyless), "authorization_header_missing");
    assert!(keyless.json()["clerk_trace_id"].is_string());
}

#[tokio::test]
async fn slashes_at_the_end_and_verbs_in_the_query_are_understood() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let shown = browser.get("/v1/environment/").await.expect_status(200).json();
    let touched = browser.post("/v1/environment?_method=PATCH", &[]).await.expect_status(200).json();
    assert_eq!(touched, shown);
    let touched = browser.patch("/v1/environment", &[]).await.expect_status(200).json();
    assert_eq!(touched, shown);
}

#[tokio::test]
async fn bodies_that_are_too_large_or_no_forms_are_refused() {
    let app = TestApp::development().await;
    let send = |content_type: &'static str, body: Vec<u8>| {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/v1/client/sign_ins")
            .header(header::CONTENT_TYPE, content_type);
        app.send(request.body(Body::from(body)).unwrap())
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(code(&send(form, vec![b'a'; 100_000]).await.expect_status(413)), "request_body_too_large");
    assert_eq!(
        code(&send(form, b"identifier=%FF%FE".to_vec()).await.expect_status(400)),
        "request_body_invalid"
    );
    assert_eq!(
        code(&send(form, b"identifier=\xff".to_vec()).await.expect_status(400)),
        "request_body_invalid"
    );
    let json = send("application/json", b"{}".to_vec()).await.expect_status(415);
    assert_eq!(code(&json), "unsupported_content_type");
}

#[tokio::test]
async fn production_serves_its_own_host_until_origins_are_allowed() {
    let app = TestApp::production().await;
    let mut extension = app.browser(Identity::Extension);
    set(&app, json!({"allowed_origins": []})).await;
    assert_eq!(code(&extension.get("/v1/client").await.expect_status(400)), "origin_invalid");
    let mut own = app.browser(Identity::Cookie);
    own.origin = Some("https://auth.nightdesk.localhost:4400".to_owned());
    let _ = own.get("/v1/client").await.expect_status(200);
    set(&app, json!({"allowed_origins": [extension.origin]})).await;
    let _ = extension.get("/v1/client").await.expect_status(200);
}
