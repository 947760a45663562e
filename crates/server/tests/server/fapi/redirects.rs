//! /v1/redirect, /v1/client/touch, /v1/clear-site-data: what sends browsers somewhere, or has them forget

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_testkit::{Identity, TestApp, app::FRONTEND_API, spec::Api};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, code, set, sign_in};

fn encoded(url: &str) -> String {
    url.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn browsers_are_sent_home_or_to_a_place_that_is_known() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Cookie);
    browser.origin = None;
    let home = browser.get("/v1/redirect?redirect_url=").await.expect_status(307);
    assert_eq!(home.header("location"), Some("https://auth.nightdesk.localhost:4400/"));
    set(&app, json!({"home_url": "https://www.example.com/start"})).await;
    let home = browser.get("/v1/redirect").await.expect_status(307);
    assert_eq!(home.header("location"), Some("https://www.example.com/start"));
    let own = "https://app.nightdesk.localhost/page?q=1#part";
    let answer = browser.get(&format!("/v1/redirect?redirect_url={}", encoded(own))).await.expect_status(307);
    assert_eq!((answer.header("location"), answer.header("cache-control")), (Some(own), Some("no-store")));

    let native = "my-app://callback?state=1";
    let path = format!("/v1/redirect?redirect_url={}", encoded(native));
    assert_eq!(code(&browser.get(&path).await.expect_status(422)), "form_param_value_invalid");
    let _ =
        app.backend().post("/v1/redirect_urls", json!({"url": "my-app://callback"})).await.expect_status(200);
    assert_eq!(browser.get(&path).await.expect_status(307).header("location"), Some(native));
}

#[tokio::test]
async fn nobody_is_sent_to_a_stranger() {
    for app in [TestApp::development().await, TestApp::production().await] {
        let mut browser = app.browser(Identity::Native);
        for url in [
            "https://evil.test/",
            "//evil.test",
            "/\\evil.test",
            "https:evil.test",
            "https://app.nightdesk.localhost@evil.test/",
            "https://nightdesk.localhost.evil.test/",
            "https://evil.test\\.nightdesk.localhost/",
            "javascript:alert(1)",
            "data:text/html,x",
            "my-app://callback",
            "https://evil.test/\r\nSet-Cookie: a=b",
        ] {
            for path in ["/v1/redirect", "/v1/client/touch"] {
                let answer =
                    browser.get(&format!("{path}?redirect_url={}", encoded(url))).await.expect_status(422);
                assert_eq!(answer.error().1.as_deref(), Some("redirect_url"), "{path} {url}");
                assert!(answer.header("location").is_none() && answer.header("set-cookie").is_none());
            }
        }
    }
}

#[tokio::test]
async fn a_touch_sets_the_cookies_of_a_client_anew() {
    let app = TestApp::production().await;
    set(&app, json!({"allowed_origins": ["http://app.nightdesk.localhost:4400"]})).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::Cookie);
    sign_in(&mut browser, ADA).await;
    let before = browser.cookies.clone();
    browser.origin = None;
    let path = format!("/v1/client/touch?redirect_url={}", encoded("https://app.nightdesk.localhost/"));
    app.clock.advance_secs(5);
    let answer = browser.get(&path).await.expect_status(307);
    assert_eq!(answer.header("location"), Some("https://app.nightdesk.localhost/"));
    assert_ne!(before["__client"], browser.cookies["__client"]);
    assert_eq!(before["__client_uat"], browser.cookies["__client_uat"], "nobody signed in or out");
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"].as_array().unwrap().len(), 1);
    let stranger = app.browser(Identity::Cookie).get(&path).await.expect_status(307);
    assert!(stranger.header("set-cookie").is_none());
}

#[tokio::test]
async fn a_browser_forgets_on_wish_of_its_own_site_only() {
    let app = TestApp::production().await;
    let get = |site: &'static str| {
        Request::get("/v1/clear-site-data")
            .header(header::HOST, FRONTEND_API)
            .header("sec-fetch-site", site)
            .body(Body::empty())
            .unwrap()
    };
    for site in ["none", "same-site", "same-origin"] {
        let answer = app.send_checked(Api::Fapi, get(site)).await.expect_status(200);
        assert_eq!(answer.header("clear-site-data"), Some("\"*\""), "{site}");
    }
    let answer = app.send_checked(Api::Fapi, get("cross-site")).await.expect_status(400);
    assert_eq!(code(&answer), "origin_invalid");
    assert!(answer.header("clear-site-data").is_none());
}
