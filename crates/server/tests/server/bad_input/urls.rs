//! Paths, queries, methods and headers that no SDK writes.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use nightdesk_testkit::{
    Answer, TestApp,
    app::{FRONTEND_API, Identity},
};

use crate::bad_input::support::{SignedIn, assert_error, assert_refused};

async fn get(app: &TestApp, path: &str, headers: &[(header::HeaderName, &[u8])]) -> Answer {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    app.send(request.body(Body::empty()).expect("tests write valid paths")).await
}

#[tokio::test]
async fn unknown_paths_are_not_found_in_json() {
    let app = TestApp::development().await;
    for path in [
        "/v1/teapot",
        "/v1",
        "/v1/",
        "/v2/client",
        "/v1/client/sign_ins/a/b/c",
        "/v1//client",
        "/%00",
        "/v1/%FF",
    ] {
        let answer = get(&app, path, &[(header::HOST, FRONTEND_API.as_bytes())]).await;
        assert_refused(path, &answer);
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[tokio::test]
async fn unreadable_queries_do_not_fail() {
    let app = TestApp::development().await;
    let long = format!("a={}", "x".repeat(60_000));
    for query in
        ["%", "%FF=%FE", "&&&=", "_method=", "_method=%00", "__clerk_db_jwt=%F0%28", "a=b&a=c&[]=1", &long]
    {
        let path = format!("/v1/client?{query}");
        let answer = get(&app, &path, &[(header::HOST, FRONTEND_API.as_bytes())]).await;
        let what = &query[..query.len().min(40)];
        if answer.status >= 400 {
            assert_refused(what, &answer)
        } else {
            assert_eq!(answer.status, 200, "{what}")
        }
    }
}

#[tokio::test]
async fn methods_that_are_none_of_ours_are_refused() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    for method in ["TRACE", "CONNECT", "PROPFIND", "SPAM"] {
        let method = Method::from_bytes(method.as_bytes()).expect("these are valid tokens");
        let answer = ada.send(method.clone(), "/v1/client/sign_ins", None, b"").await;
        assert_error(method.as_str(), &answer, 405, "method_not_allowed", None);
    }
    // A GET never becomes a change, whatever its query says.
    let answer = ada.send(Method::GET, "/v1/client/sessions?_method=DELETE", None, b"").await;
    assert_refused("GET with _method", &answer);
    let answer = ada.send(Method::POST, "/v1/client/sign_ins?_method=CONNECT", None, b"").await;
    assert!(answer.status < 500);
    ada.still().await;
}

#[tokio::test]
async fn odd_hosts_and_origins_do_not_fail() {
    let app = TestApp::development().await;
    let hosts: [&[u8]; 6] =
        [b"", b"evil.example", b"[::1", b"a b", b"\xff", b"auth.nightdesk.localhost:99999"];
    for host in hosts {
        let answer = get(&app, "/v1/client", &[(header::HOST, host)]).await;
        assert!(answer.status < 500, "{host:?}: {}", answer.text());
    }
    let origins: [&[u8]; 6] =
        [b"null", b"https://evil.example", b"http://", b"\xff", b"chrome-extension:", b"*"];
    for origin in origins {
        let headers = [(header::HOST, FRONTEND_API.as_bytes()), (header::ORIGIN, origin)];
        let answer = get(&app, "/v1/client", &headers).await;
        let what = String::from_utf8_lossy(origin).into_owned();
        assert_error(&what, &answer, 400, "origin_invalid", None);
        assert_eq!(answer.header("access-control-allow-origin"), None, "{what}");
    }
}

#[tokio::test]
async fn unreadable_cookies_are_no_cookies() {
    let app = TestApp::production().await;
    let long = [b"__client=".as_slice(), &[b'a'; 50_000]].concat();
    let cookies: [&[u8]; 6] =
        [b"", b";;;=;", b"__client", b"__client=\xff", b"__client=a; __client=b", &long];
    for cookie in cookies {
        let headers = [(header::HOST, FRONTEND_API.as_bytes()), (header::COOKIE, cookie)];
        let answer = get(&app, "/v1/client", &headers).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["response"], serde_json::Value::Null);
    }
}
