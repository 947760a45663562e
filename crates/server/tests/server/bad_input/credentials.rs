//! Credentials that are wrong, foreign, stale or made up.

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use nightdesk_jws::{Header, HmacKey};
use nightdesk_testkit::{
    Answer, TestApp,
    app::{FRONTEND_API, Identity},
};
use serde_json::Value;

use crate::bad_input::support::{SignedIn, assert_error, assert_refused};

async fn with_authorization(app: &TestApp, path: &str, value: &[u8]) -> Answer {
    let request = Request::builder()
        .uri(path)
        .header(header::HOST, FRONTEND_API)
        .header(header::AUTHORIZATION, value)
        .body(Body::empty())
        .expect("tests write valid paths");
    app.send(request).await
}

#[tokio::test]
async fn a_wrong_secret_key_is_refused_whatever_is_wrong_with_it() {
    let app = TestApp::development().await;
    let key = app.secret_key.clone();
    let keys = [
        format!("Bearer {key}x"),
        format!("Bearer {}", &key[..key.len() - 1]),
        format!("Bearer {}", key.to_uppercase()),
        "Bearer sk_test_".to_owned(),
        "Bearer sk_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        format!("Bearer sk_test_{}", "a".repeat(10_000)),
        format!("Basic {key}"),
        "Bearer".to_owned(),
        String::new(),
    ];
    for value in keys {
        let answer = with_authorization(&app, "/v1/users", value.as_bytes()).await;
        assert_refused(&value, &answer);
        assert_eq!(answer.status, 401, "{value}");
        assert!(!answer.text().contains(&key), "{value}");
    }
    assert_eq!(with_authorization(&app, "/v1/users", b"Bearer sk_\xff").await.status, 401);
}

#[tokio::test]
async fn another_servers_secret_key_opens_nothing() {
    let (app, other) = (TestApp::development().await, TestApp::production().await);
    let answer =
        with_authorization(&app, "/v1/users", format!("Bearer {}", other.secret_key).as_bytes()).await;
    if app.secret_key == other.secret_key {
        panic!("two servers must not have one key");
    }
    assert_error("foreign key", &answer, 401, "clerk_key_invalid", None);
}

#[tokio::test]
async fn a_made_up_development_browser_is_nobody_and_is_no_error() {
    let app = TestApp::development().await;
    let _ = SignedIn::new(&app, Identity::DevBrowser).await;
    for value in ["dvb_x", "x", "", "%00", "%FF", "dvb_2xAAAAAAAAAAAAAAAAAAAAAAAAA", "..%2F"] {
        let request = Request::builder()
            .uri(format!("/v1/client?__clerk_db_jwt={value}"))
            .header(header::HOST, FRONTEND_API)
            .body(Body::empty())
            .expect("tests write valid paths");
        let answer = app.send(request).await;
        if answer.status == 200 {
            assert_eq!(answer.json()["response"], Value::Null, "{value}");
        } else {
            assert_refused(value, &answer);
        }
    }
}

#[tokio::test]
async fn a_forged_client_token_is_nobody_and_costs_the_owner_nothing() {
    let app = TestApp::production().await;
    let mut ada = SignedIn::new(&app, Identity::Native).await;
    let token = ada.browser.token.clone().expect("native callers keep their token");
    let [head, claims, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        panic!("a JWT has three parts")
    };
    // {"alg":"none"} and {"alg":"RS256"}, and a signature with one character changed.
    let first = if signature.starts_with('A') { "B" } else { "A" };
    let forged = [
        format!("eyJhbGciOiJub25lIn0.{claims}."),
        format!("eyJhbGciOiJSUzI1NiJ9.{claims}.{signature}"),
        format!("{head}.{claims}.{first}{}", &signature[1..]),
        format!("{head}.{claims}."),
        format!("{head}.e30.{signature}"),
        format!("{head}.{claims}"),
        "not a token".to_owned(),
        "a".repeat(100_000),
    ];
    for value in &forged {
        let bearer = format!("Bearer {value}");
        let answer = with_authorization(&app, "/v1/client?_is_native=1", bearer.as_bytes()).await;
        let what = &value[..value.len().min(60)];
        if answer.status == 200 {
            assert_eq!(answer.json()["response"], Value::Null, "{what}");
        } else {
            assert_refused(what, &answer);
        }
        let path = format!("/v1/client/sessions/{}?_is_native=1", ada.session);
        let answer = with_authorization(&app, &path, bearer.as_bytes()).await;
        assert_refused(what, &answer);
    }
    ada.still().await;
}

#[tokio::test]
async fn a_client_token_under_another_instances_key_is_nobody() {
    let app = TestApp::production().await;
    let mut ada = SignedIn::new(&app, Identity::Native).await;
    let token = ada.browser.token.clone().expect("native callers keep their token");
    let claims = token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).expect("a JWT");
    let claims: Value = serde_json::from_slice(&claims).expect("claims are JSON");
    let foreign =
        HmacKey::new(&[7; 32]).expect("long enough").sign(&Header::jwt(), &claims).expect("JSON signs");
    let bearer = format!("Bearer {foreign}");
    let answer =
        with_authorization(&app, "/v1/client?_is_native=1", bearer.as_bytes()).await.expect_status(200);
    assert_eq!(answer.json()["response"], Value::Null);
    ada.still().await;
}

#[tokio::test]
async fn another_clients_session_is_not_found() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    let mut eve = app.browser(Identity::DevBrowser);
    let _ = eve
        .post("/v1/client/sign_ins", &[("identifier", crate::bad_input::support::ADA)])
        .await
        .expect_status(200);
    for action in ["tokens", "touch", "end", "remove"] {
        let answer = eve.post(&format!("/v1/client/sessions/{}/{action}", ada.session), &[]).await;
        assert_refused(action, &answer);
        assert!(matches!(answer.status, 401 | 404), "{action}: {}", answer.status);
    }
    assert_refused("read", &eve.get(&format!("/v1/client/sessions/{}", ada.session)).await);
    ada.still().await;
}
