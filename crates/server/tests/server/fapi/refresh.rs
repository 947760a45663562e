//! Handshakes by nonce, and what saves later ones: GET /v1/clients/handshake_payload and
//! POST /v1/sessions/{session_id}/refresh of the Backend API

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_auth::model::Environment;
use nightdesk_testkit::{
    Answer, Browser, Identity, TestApp, TestDatabase, app::FRONTEND_API, on_both_databases,
};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, add_user, set, sign_in, text};

on_both_databases!(
    an_application_fetches_the_handshake_of_a_nonce_once,
    a_refresh_token_is_exchanged_for_the_next_session_token,
);

const LIVE_APP: &str = "https%3A%2F%2Fapp.nightdesk.localhost%2Fpage";

/// A user signed in on a page in production.
async fn signed_in(app: &TestApp) -> (Browser<'_>, String) {
    set(app, json!({"allowed_origins": ["http://app.nightdesk.localhost:4400"]})).await;
    add_user(app, ADA).await;
    let mut browser = app.browser(Identity::Cookie);
    let session = sign_in(&mut browser, ADA).await;
    browser.origin = None;
    (browser, session)
}

/// What the application is to set, by name.
async fn shake(app: &TestApp, browser: &mut Browser<'_>) -> Vec<String> {
    let path = format!("/v1/client/handshake?redirect_url={LIVE_APP}&format=nonce");
    let answer = browser.get(&path).await.expect_status(307);
    assert_eq!(answer.header("location"), Some("https://app.nightdesk.localhost/page"));
    let set = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let cookie = set.into_iter().find(|cookie| cookie.starts_with("__clerk_handshake_nonce=")).unwrap();
    let nonce = cookie.split(['=', ';']).nth(1).unwrap();
    let fetched = fetch(app, nonce).await.expect_status(200).json();
    fetched["directives"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

async fn fetch(app: &TestApp, nonce: &str) -> Answer {
    // No contract has the path, and the one it would be held against is that of a client.
    let request = Request::get(format!("/v1/clients/handshake_payload?nonce={nonce}"))
        .header(header::HOST, FRONTEND_API)
        .header(header::AUTHORIZATION, format!("Bearer {}", app.secret_key));
    app.send(request.body(Body::empty()).unwrap()).await
}

fn value(cookies: &[String], name: &str) -> String {
    let cookie = cookies.iter().find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('='));
    cookie.unwrap_or_else(|| panic!("no {name} in {cookies:?}")).split(';').next().unwrap().to_owned()
}

fn refresh_name(cookies: &[String]) -> String {
    let cookie = cookies.iter().find(|cookie| cookie.starts_with("__refresh_")).expect("there is one");
    assert!(cookie.contains("; HttpOnly"), "{cookie}");
    cookie.split('=').next().unwrap().to_owned()
}

async fn refresh(app: &TestApp, session: &str, body: &Value) -> Answer {
    app.backend().post(&format!("/v1/sessions/{session}/refresh"), body.clone()).await
}

fn body(expired: &str, token: &str, format: &str) -> Value {
    json!({
        "expired_token": expired,
        "refresh_token": token,
        "request_origin": "https://app.nightdesk.localhost",
        "request_headers": {"user-agent": ["x"]},
        "format": format,
        "suffixed_cookies": true,
    })
}

async fn an_application_fetches_the_handshake_of_a_nonce_once(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let path = "/v1/client/handshake?redirect_url=http%3A%2F%2Flocalhost%3A3000%2F&format=nonce";
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let answer = browser.get(path).await.expect_status(307);
        let location = answer.header("location").unwrap().to_owned();
        let (back, nonce) = location.split_once("?__clerk_handshake_nonce=").unwrap();
        assert_eq!(back, "http://localhost:3000/");
        nonces.push(nonce.to_owned());
    }
    let fetched = fetch(&app, &nonces[0]).await.expect_status(200).json();
    let directives: Vec<_> = fetched["directives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect();
    let claims = app.claims(&value(&directives, "__session")).await;
    assert_eq!((&claims["sid"], &claims["azp"]), (&json!(session), &json!("http://localhost:3000")));
    assert_eq!(Some(value(&directives, "__clerk_db_jwt")), browser.token);
    assert!(!directives.iter().any(|cookie| cookie.starts_with("__refresh")), "development goes without");
    for nonce in [nonces[0].as_str(), "", "x"] {
        assert_eq!(fetch(&app, nonce).await.expect_status(404).error().0, "resource_not_found");
    }
    app.clock.advance_secs(60);
    assert_eq!(fetch(&app, &nonces[1]).await.status, 404, "it came too late");
}

async fn a_refresh_token_is_exchanged_for_the_next_session_token(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Production).await;
    let (mut browser, session) = signed_in(&app).await;
    let cookies = shake(&app, &mut browser).await;
    let (expired, name) = (value(&cookies, "__session"), refresh_name(&cookies));
    let first = value(&cookies, &name);
    app.clock.advance_secs(90);

    let fresh = refresh(&app, &session, &body(&expired, &first, "cookie")).await.expect_status(200).json();
    let set: Vec<_> =
        fresh["cookies"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect();
    let suffixed = name.replace("__refresh", "__session");
    assert_eq!(value(&set, "__session"), value(&set, &suffixed));
    let claims = app.claims(&value(&set, "__session")).await;
    assert_eq!(
        (&claims["sid"], &claims["azp"]),
        (&json!(session), &json!("https://app.nightdesk.localhost"))
    );
    let next = value(&set, &name);
    assert_ne!(next, first);

    // Requests sent before the answer came still carry the one before.
    let _ = refresh(&app, &session, &body(&expired, &first, "cookie")).await.expect_status(200);
    let token = refresh(&app, &session, &body(&expired, &next, "token")).await.expect_status(200).json();
    assert_eq!(app.claims(&text(&token, "/jwt")).await["sid"], json!(session));
    app.clock.advance_secs(60);
    // Later it is a copy in other hands, and nobody refreshes that session any more.
    for token in [&first, &next] {
        let refused = refresh(&app, &session, &body(&expired, token, "token")).await.expect_status(401);
        assert_eq!(refused.error().0, "authentication_invalid");
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_a_refresh_sends_the_visitor_through_the_handshake() {
    let app = TestApp::production().await;
    let (mut browser, session) = signed_in(&app).await;
    let cookies = shake(&app, &mut browser).await;
    let (expired, token) = (value(&cookies, "__session"), value(&cookies, &refresh_name(&cookies)));
    let template = json!({"name": "other", "claims": {"sid": session}});
    let _ = app.backend().post("/v1/jwt_templates", template).await;
    for (session, expired, token) in [
        (session.as_str(), "x.y.z", token.as_str()),
        (session.as_str(), expired.as_str(), "wrong"),
        ("sess_x", expired.as_str(), token.as_str()),
    ] {
        let refused = refresh(&app, session, &body(expired, token, "token")).await.expect_status(401);
        assert_eq!(refused.error().0, "authentication_invalid");
    }
    let odd = refresh(&app, &session, &body(&expired, &token, "xml")).await.expect_status(401);
    assert_eq!(odd.error(), ("form_param_value_invalid".into(), Some("format".into())));
    browser.origin = Some("http://app.nightdesk.localhost:4400".to_owned());
    let _ = browser.delete("/v1/client/sessions").await.expect_status(200);
    let over = refresh(&app, &session, &body(&expired, &token, "token")).await.expect_status(401);
    assert_eq!(over.error().0, "authentication_invalid");

    browser.origin = None;
    let cookies = shake(&app, &mut browser).await;
    assert_eq!(value(&cookies, &refresh_name(&cookies)), "", "who is signed out has nothing to refresh");
}
