//! Who may call.

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_store::secret_keys;
use nightdesk_testkit::TestApp;

async fn with_authorization(app: &TestApp, value: Option<&str>) -> (u16, String) {
    let mut request = Request::get("/v1/users").header(header::HOST, "127.0.0.1:4400");
    if let Some(value) = value {
        request = request.header(header::AUTHORIZATION, value);
    }
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    (answer.status, answer.error().0)
}

#[tokio::test]
async fn without_a_key_nothing_is_answered() {
    let app = TestApp::development().await;
    let (status, code) = with_authorization(&app, None).await;
    assert_eq!((status, code.as_str()), (401, "authorization_header_missing"));
    let (status, code) = with_authorization(&app, Some("Basic abc")).await;
    assert_eq!((status, code.as_str()), (401, "authorization_header_format_invalid"));
}

#[tokio::test]
async fn a_wrong_or_revoked_key_is_refused() {
    let app = TestApp::development().await;
    let answer = app.backend().with_key("sk_test_guess").get("/v1/users").await.expect_status(401);
    assert_eq!(answer.error().0, "clerk_key_invalid");
    let answer = app.backend().with_key("sk_test_guess").get("/v1/jwks").await.expect_status(401);
    assert_eq!(answer.error().0, "clerk_key_invalid");

    let _ = app.backend().get("/v1/users").await.expect_status(200);
    let (now, rng) = (nightdesk_auth::Clock::now(&app.clock), &*app.rng);
    let (second, _) = nightdesk_auth::provision::secret_key(&app.instance, "second", rng, now);
    let revoke = app.store.write(async |tx| {
        secret_keys::insert(&tx, &second).await?;
        let keys = secret_keys::list(&tx, &app.instance.id).await?;
        let first = keys.iter().find(|key| key.id != second.id).expect("the first key is there");
        secret_keys::revoke(&tx, &app.instance.id, &first.id, now).await
    });
    let _: secret_keys::Revocation = revoke.await.map_err(|error: nightdesk_store::Error| error).unwrap();
    let answer = app.backend().get("/v1/users").await.expect_status(401);
    assert_eq!(answer.error().0, "clerk_key_invalid");
}

#[tokio::test]
async fn the_use_of_a_key_is_noted_but_not_every_time() {
    let app = TestApp::development().await;
    let used = async || {
        let list = app.store.read(async |tx| secret_keys::list(&tx, &app.instance.id).await).await;
        list.unwrap()[0].last_used_at
    };
    assert_eq!(used().await, None);
    let _ = app.backend().get("/v1/users").await.expect_status(200);
    let first = used().await;
    assert!(first.is_some());
    app.clock.advance_secs(30);
    let _ = app.backend().get("/v1/users").await.expect_status(200);
    assert_eq!(used().await, first);
    app.clock.advance_secs(31);
    let _ = app.backend().get("/v1/users").await.expect_status(200);
    assert!(used().await > first);
}

#[tokio::test]
async fn the_jwks_has_the_instances_key() {
    let app = TestApp::development().await;
    let jwks = app.backend().get("/v1/jwks").await.expect_status(200).json();
    assert_eq!(jwks["keys"][0]["kid"], app.instance.id.as_str());
    assert_eq!(jwks["keys"][0]["e"], "AQAB");
}
