//! Every documented operation, asked badly.

use axum::http::Method;
use nightdesk_testkit::{
    TestApp,
    app::Identity,
    spec::{Api, operations},
};

use crate::bad_input::support::{FORM, SignedIn, assert_refused, backend};

/// What a path parameter can be at its worst, percent-encoded.
const SEGMENTS: [&str; 6] = ["x", "%00", "%FF%FE", "..%2F..%2Fetc", "user_'%20OR%201=1--", "%F0%9F%92%A9"];

fn fill(pattern: &str, segment: &str) -> String {
    let filled = pattern.split('/').map(|part| if part.starts_with('{') { segment } else { part });
    filled.collect::<Vec<_>>().join("/")
}

/// Whether an answer is fine for a bad request: refused in the one error body, a redirect or page, or served because
/// the operation has no use for what was bad.
fn judge(what: &str, answer: &nightdesk_testkit::Answer) {
    match answer.status {
        400.. => assert_refused(what, answer),
        _ => assert!((200..400).contains(&answer.status), "{what}: {}", answer.status),
    }
}

#[tokio::test]
async fn no_frontend_operation_fails_on_bad_ids_and_bad_forms() {
    let app = TestApp::development().await;
    let ada = SignedIn::new(&app, Identity::DevBrowser).await;
    let bodies: [&[u8]; 4] = [b"", b"=&&=&a", b"strategy=%FF%FE&password=%00", b"{\"strategy\":[[[["];
    for (method, pattern, _) in operations(Api::Fapi) {
        // These would really sign Ada out or delete her, which is what they are for.
        let ends =
            ["/v1/client", "/v1/client/sessions", "/v1/me"].contains(&pattern.as_str()) && method == "DELETE";
        if ends {
            continue;
        }
        for segment in SEGMENTS {
            for body in bodies {
                let verb = Method::from_bytes(method.as_bytes()).expect("contracts have valid methods");
                let path = fill(&pattern, segment);
                let answer = ada.send(verb, &path, Some(FORM), body).await;
                let what = format!("{method} {path} with {:?}", String::from_utf8_lossy(body));
                judge(&what, &answer);
                // A new development browser is exactly what POST /v1/dev_browser is asked for.
                if path.starts_with("/v1/") && !path.contains("handshake") && path != "/v1/dev_browser" {
                    assert_eq!(answer.header("clerk-db-jwt"), ada.browser.token.as_deref(), "{what}");
                }
                if !pattern.contains('{') && method == "GET" {
                    break;
                }
            }
            if !pattern.contains('{') {
                break;
            }
        }
    }
    let mut ada = ada;
    ada.still().await;
}

#[tokio::test]
async fn no_backend_operation_fails_on_bad_ids_and_bad_bodies() {
    let app = TestApp::development().await;
    let bodies: [&[u8]; 5] = [b"", b"null", b"[1]", b"{\"a\":", b"\xff\xfe"];
    for (method, pattern, _) in operations(Api::Bapi) {
        for segment in SEGMENTS {
            for body in bodies {
                let verb = Method::from_bytes(method.as_bytes()).expect("contracts have valid methods");
                let path = fill(&pattern, segment);
                let answer = backend(&app, verb, &path, Some("application/json"), body).await;
                judge(&format!("{method} {path} with {:?}", String::from_utf8_lossy(body)), &answer);
            }
            if !pattern.contains('{') {
                break;
            }
        }
    }
}

#[tokio::test]
async fn every_operation_answers_without_credentials() {
    let app = TestApp::production().await;
    for (api, path_of) in [(Api::Fapi, fill as fn(&str, &str) -> String), (Api::Bapi, fill)] {
        for (method, pattern, _) in operations(api) {
            let path = path_of(&pattern, "x");
            let request = axum::http::Request::builder()
                .method(method.as_str())
                .uri(&path)
                .header("host", nightdesk_testkit::app::FRONTEND_API)
                .body(axum::body::Body::empty())
                .expect("contracts have valid paths");
            let answer = app.send(request).await;
            judge(&format!("{method} {path}"), &answer);
            assert_eq!(answer.header("authorization"), None, "{method} {path}");
        }
    }
}
