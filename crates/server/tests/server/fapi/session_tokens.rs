//! POST /v1/client/sessions/{session_id}/tokens

use nightdesk_jws::{Header, JwkSet, VerifyingKey};
use nightdesk_testkit::{Answer, Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, add_user, code, set, sign_in, text, token};

/// The header and claims of a minted token, verified by the published key.
async fn verified(app: &TestApp, answer: Answer) -> (Header, Value) {
    let jwt = text(&answer.expect_status(200).json(), "/jwt");
    let jwks = app.browser(Identity::DevBrowser).get("/.well-known/jwks.json").await.expect_status(200);
    let keys: JwkSet = serde_json::from_slice(&jwks.body).unwrap();
    let key = VerifyingKey::from_jwk(keys.find(app.instance.id.as_str()).unwrap()).unwrap();
    let verified = key.verify::<Value>(&jwt).unwrap();
    (verified.header, verified.claims)
}

#[tokio::test]
async fn a_token_says_who_is_signed_in_where_and_until_when() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(120);
    let (header, claims) = verified(&app, token(&mut browser, &session).await).await;
    let now = nightdesk_auth::Clock::now(&app.clock).as_secs();
    let expected = Header {
        kid: Some(app.instance.id.to_string()),
        cat: Some("cl_B7d4PD111AAA".to_owned()),
        oiat: Some(now),
        ..Header::jwt()
    };
    assert_eq!(header, expected);
    assert_eq!(
        claims,
        json!({
            "azp": "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
            "exp": now + 60, "iat": now, "nbf": now - 10, "fva": [2, -1],
            "iss": "https://auth.nightdesk.localhost:4400",
            "sid": session, "sub": user, "sts": "active", "v": 2,
        })
    );
}

/// An extension's GET carries no `Origin`; a backend that checks `azp` must accept what came with it all the same.
#[tokio::test]
async fn a_token_that_is_asked_for_without_an_origin_speaks_for_the_sessions_own() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    browser.origin = None;
    let client = browser.get("/v1/client").await.expect_status(200).json();
    let jwt = text(&client, "/response/sessions/0/last_active_token/jwt");
    let key = nightdesk_jws::SigningKey::from_pkcs8_pem(app.instance.signing_key_pem.expose()).unwrap();
    let claims = key.verifying_key().unwrap().verify::<Value>(&jwt).unwrap().claims;
    assert_eq!(claims["azp"], "chrome-extension://abcdefghijklmnopabcdefghijklmnop");
}

#[tokio::test]
async fn the_session_token_lifetime_decides_when_a_token_ends() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    set(&app, json!({"session_token_lifetime_secs": 10})).await;
    let (_, claims) = verified(&app, token(&mut browser, &session).await).await;
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 10);
}

#[tokio::test]
async fn the_session_lifetime_decides_when_tokens_stop() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    set(&app, json!({"session_lifetime_secs": 3600})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(3599);
    let _ = token(&mut browser, &session).await.expect_status(200);
    app.clock.advance_secs(1);
    assert_eq!(code(&token(&mut browser, &session).await.expect_status(401)), "authentication_invalid");
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
}

#[tokio::test]
async fn no_client_is_401_and_a_session_of_another_client_is_404() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let mut nobody = app.browser(Identity::DevBrowser);
    assert_eq!(code(&token(&mut nobody, &session).await.expect_status(401)), "authentication_invalid");
    let mut other = app.browser(Identity::DevBrowser);
    sign_in(&mut other, ADA).await;
    assert_eq!(code(&token(&mut other, &session).await.expect_status(404)), "resource_not_found");
    assert_eq!(code(&token(&mut other, "sess_%27--").await.expect_status(404)), "resource_not_found");
}

#[tokio::test]
async fn no_token_speaks_for_an_organization_that_the_user_is_no_member_of() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let path = format!("/v1/client/sessions/{session}/tokens");
    let refused = browser.post(&path, &[("organization_id", "org_1")]).await.expect_status(404);
    assert_eq!(code(&refused), "resource_not_found");
    for personal in [&[][..], &[("organization_id", "")]] {
        let (_, claims) = verified(&app, browser.post(&path, personal).await).await;
        assert_eq!(claims["o"], Value::Null);
    }
    let mut nobody = app.browser(Identity::DevBrowser);
    let refused = nobody.post(&path, &[("organization_id", "org_1")]).await.expect_status(401);
    assert_eq!(code(&refused), "authentication_invalid");
}

#[tokio::test]
async fn a_session_revoked_by_the_backend_gives_401_so_that_clients_look_again() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let path = format!("/v1/sessions/{session}/revoke");
    let _ = app.backend().post(&path, json!({})).await.expect_status(200);
    assert_eq!(code(&token(&mut browser, &session).await.expect_status(401)), "authentication_invalid");
}

#[tokio::test]
async fn the_client_is_never_newer_than_the_token_that_comes_with_it() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    app.clock.advance_ms(987);
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let signed_in = browser.get("/v1/client").await.json();
    let updated_at = signed_in["response"]["updated_at"].as_i64().unwrap();
    let (_, claims) = verified(&app, token(&mut browser, &session).await).await;
    assert!(updated_at <= claims["iat"].as_i64().unwrap() * 1000);

    app.clock.advance_secs(30);
    let _ = token(&mut browser, &session).await;
    let _ = browser.post(&format!("/v1/client/sessions/{session}/touch"), &[("intent", "focus")]).await;
    let later = browser.get("/v1/client").await.json();
    assert_eq!(later["response"]["updated_at"], updated_at, "only a changed set of sessions moves it");
}
