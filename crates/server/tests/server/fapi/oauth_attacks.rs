//! What can go wrong at a provider, and what others would like to go wrong there.

use nightdesk_auth::model::Settings;
use nightdesk_store::instances;
use nightdesk_testkit::{Fault, Identity, Person, TestApp, TestProvider};
use serde_json::json;

use crate::fapi::{
    oauth::{ADA_THERE, REDIRECT, begin, connect, follow, go, page},
    support::{ADA, add_user, code, text, token},
};

/// A production instance with the provider of a development one: such an instance takes no endpoint on this machine, so
/// it is written past the check.
async fn production() -> (TestApp, TestProvider) {
    let template = TestApp::development().await;
    let _ = connect(&template).await;
    let stored = template.store.read(async |tx| instances::find(&tx, &template.instance.id).await);
    let stored = stored.await.unwrap().unwrap().settings;
    let app = TestApp::production().await;
    let provider = TestProvider::start(&app.clock).await;
    let mut connections = stored.social_connections;
    let endpoints = connections.get_mut("google").unwrap().endpoints.as_mut().unwrap();
    let before = endpoints.issuer.replace(provider.url.clone()).unwrap();
    for url in [&mut endpoints.authorize_url, &mut endpoints.token_url, endpoints.jwks_url.as_mut().unwrap()]
    {
        *url = url.replace(&before, &provider.url);
    }
    let settings = Settings {
        social_connections: connections,
        allowed_origins: vec!["http://app.nightdesk.localhost:4400".into(), "http://localhost:3000".into()],
        ..Settings::default()
    };
    let now = nightdesk_auth::Clock::now(&app.clock);
    app.store
        .write(async |tx| instances::update_settings(&tx, &app.instance.id, &settings, now).await)
        .await
        .unwrap();
    app.clock.advance_secs(2);
    (app, provider)
}

#[tokio::test]
async fn a_provider_that_cannot_be_believed_signs_nobody_in() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    for fault in [
        Fault::Key,
        Fault::Issuer,
        Fault::Audience,
        Fault::Nonce,
        Fault::Expired,
        Fault::NoIdToken,
        Fault::Down,
        Fault::Endless,
        Fault::NotJson,
    ] {
        provider.fail(Some(fault));
        let attempt = go(&mut browser, &provider, "sign_in", &ADA_THERE).await;
        let proof = &attempt["response"]["first_factor_verification"];
        assert_eq!(proof["error"]["code"], "oauth_callback_failed", "{fault:?}");
        assert_eq!(proof["status"], "failed");
        assert_eq!(attempt["client"]["sessions"], json!([]));
    }
    provider.fail(Some(Fault::UserInfo));
    let silent = Person { email: None, ..ADA_THERE };
    let attempt = go(&mut browser, &provider, "sign_in", &silent).await;
    assert_eq!(attempt["response"]["first_factor_verification"]["error"]["code"], "oauth_callback_failed");
    provider.fail(None);
    assert_eq!(go(&mut browser, &provider, "sign_in", &ADA_THERE).await["response"]["status"], "complete");
}

#[tokio::test]
async fn a_refusal_is_told_apart_from_trouble() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    for (error, expected) in
        [("access_denied", "oauth_access_denied"), ("server_error", "oauth_callback_failed")]
    {
        for (kind, pointer) in [
            ("sign_in", "/response/first_factor_verification/error/code"),
            ("sign_up", "/response/verifications/external_account/error/code"),
        ] {
            let begun = begin(&mut browser, kind).await;
            let back = follow(&mut browser, &provider.refuse(&page(&begun), error)).await.expect_status(303);
            assert_eq!(back.header("location"), Some(REDIRECT));
            let path = format!("/v1/client/{kind}s/{}", text(&begun, "/response/id"));
            assert_eq!(text(&browser.get(&path).await.json(), pointer), expected);
        }
    }
}

#[tokio::test]
async fn a_state_is_good_once_and_in_time() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = begin(&mut browser, "sign_in").await;
    let back = provider.agree(&page(&begun), &ADA_THERE);
    let _ = follow(&mut browser, &back).await.expect_status(303);
    for path in [
        &*back,
        "/v1/oauth_callback",
        "/v1/oauth_callback?state=&code=c",
        "/v1/oauth_callback?state=x&code=c",
    ] {
        assert_eq!(
            code(&follow(&mut browser, path).await.expect_status(400)),
            "oauth_callback_failed",
            "{path}"
        );
    }
    let mut late = app.browser(Identity::DevBrowser);
    let begun = begin(&mut late, "sign_in").await;
    app.clock.advance_secs(10 * 60);
    let answer = follow(&mut late, &provider.agree(&page(&begun), &ADA_THERE)).await;
    assert_eq!(code(&answer.expect_status(400)), "oauth_callback_failed");
    let path = format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"));
    let attempt = late.get(&path).await.json();
    assert_eq!(attempt["response"]["first_factor_verification"]["status"], "expired");

    // An attempt that another has replaced is over, wherever its way leads.
    let first = begin(&mut late, "sign_in").await;
    let form = [("strategy", "email_code"), ("identifier", ADA)];
    let _ = late.post("/v1/client/sign_ins", &form).await.expect_status(200);
    let _ = follow(&mut late, &provider.agree(&page(&first), &ADA_THERE)).await.expect_status(303);
    assert_eq!(late.get("/v1/client").await.json()["response"]["sessions"], json!([]));
}

#[tokio::test]
async fn nobody_is_led_to_a_place_of_others() {
    let app = TestApp::development().await;
    let _provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    for url in [
        "https://evil.example/",
        "https://localhost@evil.example/",
        "javascript:alert(1)",
        "//evil.example",
        "",
    ] {
        for path in ["/v1/client/sign_ins", "/v1/client/sign_ups"] {
            let form = [("strategy", "oauth_google"), ("redirect_url", url)];
            let refused = browser.post(path, &form).await.expect_status(422);
            assert_eq!(refused.error().1.as_deref(), Some("redirect_url"), "{url}");
        }
    }
    let id = "abcdefghijklmnopabcdefghijklmnop";
    for url in [format!("https://{id}.chromiumapp.org/"), format!("chrome-extension://{id}/popup.html")] {
        let form = [("strategy", "oauth_google"), ("redirect_url", &*url)];
        let _ = browser.post("/v1/client/sign_ins", &form).await.expect_status(200);
    }
}

#[tokio::test]
async fn a_page_is_signed_in_only_where_it_began() {
    let (app, provider) = production().await;
    add_user(&app, ADA).await;
    let mut attacker = app.browser(Identity::Cookie);
    let begun = begin(&mut attacker, "sign_in").await;
    let back = provider.agree(&page(&begun), &ADA_THERE);
    // The victim is lured into the attacker's way, with a client of their own and without.
    let mut victim = app.browser(Identity::Cookie);
    for _ in 0..2 {
        assert_eq!(code(&follow(&mut victim, &back).await.expect_status(400)), "oauth_callback_failed");
        let _ = victim.post("/v1/client", &[]).await.expect_status(200);
    }
    let id = text(&begun, "/response/id");
    let attempt = attacker.get(&format!("/v1/client/sign_ins/{id}")).await.expect_status(200).json();
    assert_eq!(attempt["client"]["sessions"], json!([]));

    let before = attacker.cookies["__client"].clone();
    let _ = follow(&mut attacker, &back).await.expect_status(303);
    assert_ne!(attacker.cookies["__client"], before, "the token has moved on");
    assert_ne!(attacker.cookies["__client_uat"], "0");
    let client = attacker.get("/v1/client").await.expect_status(200).json();
    assert_eq!(
        client["response"]["sessions"][0]["user"]["external_accounts"][0]["provider_user_id"],
        "ada-7"
    );
}

#[tokio::test]
async fn a_native_client_is_signed_in_by_the_nonce_it_is_led_back_with() {
    let (app, provider) = production().await;
    add_user(&app, ADA).await;
    let mut native = app.browser(Identity::Native);
    let begun = begin(&mut native, "sign_in").await;
    let path = format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"));
    let before = native.token.clone().unwrap();
    // The browser that the user sees has no cookie of the application's client.
    let mut tab = app.browser(Identity::Cookie);
    let back = follow(&mut tab, &provider.agree(&page(&begun), &ADA_THERE)).await.expect_status(303);
    let location = back.header("location").unwrap().to_owned();
    let nonce = location.strip_prefix(&format!("{REDIRECT}?rotating_token_nonce=")).unwrap().to_owned();

    let blind = native.get(&path).await.expect_status(200).json();
    assert_eq!(blind["response"]["status"], "needs_identifier", "who does not see the address gets nothing");
    let mut thief = app.browser(Identity::Native);
    let _ = thief.post("/v1/client", &[]).await.expect_status(200);
    let stolen =
        thief.get(&format!("/v1/client?rotating_token_nonce={nonce}")).await.expect_status(200).json();
    assert_eq!(stolen["response"]["sessions"], json!([]), "nor does another client");
    let odd = native.get(&format!("{path}?rotating_token_nonce=x")).await.expect_status(200).json();
    assert_eq!(odd["response"]["status"], "needs_identifier");

    let done = native.get(&format!("{path}?rotating_token_nonce={nonce}")).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_ne!(native.token.as_ref(), Some(&before), "the answer brings a new token");
    let session = text(&done, "/response/created_session_id");
    let _ = token(&mut native, &session).await.expect_status(200);
    let again = native.get(&format!("{path}?rotating_token_nonce={nonce}")).await.expect_status(200).json();
    assert_eq!(again["response"]["status"], "complete", "a lost answer can be asked for again");
}

#[tokio::test]
async fn a_nonce_does_not_wait_for_ever() {
    let (app, provider) = production().await;
    let mut native = app.browser(Identity::Native);
    let begun = begin(&mut native, "sign_up").await;
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    let mut tab = app.browser(Identity::Cookie);
    let back = follow(&mut tab, &provider.agree(&page(&begun), &ADA_THERE)).await.expect_status(303);
    let query = back.header("location").unwrap().split_once('?').unwrap().1.to_owned();
    app.clock.advance_secs(60);
    let late = native.get(&format!("{path}?{query}")).await.expect_status(200).json();
    assert_eq!(late["response"]["status"], "missing_requirements");
    // And it is no state.
    let state = query.replace("rotating_token_nonce", "state");
    let _ = follow(&mut tab, &format!("/v1/oauth_callback?{state}&code=c")).await.expect_status(400);

    let again = begin(&mut native, "sign_up").await;
    let path = format!("/v1/client/sign_ups/{}", text(&again, "/response/id"));
    let back = follow(&mut tab, &provider.agree(&page(&again), &ADA_THERE)).await.expect_status(303);
    let query = back.header("location").unwrap().split_once('?').unwrap().1.to_owned();
    let done = native.get(&format!("{path}?{query}")).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
}
