//! GET /v1/client/sync and /v1/client/link: applications on other sites that share the sign-ins

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_auth::model::Environment;
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, TestDatabase, on_both_databases, spec::Api};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, code, set, sign_in, text};

on_both_databases!(a_signed_in_browser_is_known_on_the_site_of_a_satellite,);

const PAGE: &str = "http://app.nightdesk.localhost:4400";
const HOME: &str = "auth.nightdesk.localhost:4400";
const SATELLITE: &str = "clerk.satellite.test";
const BACK: &str = "https%3A%2F%2Fwww.satellite.test%2Fpage%3Fa%3Db";

async fn instance(database: TestDatabase) -> TestApp {
    let app = TestApp::on(database, Environment::Production).await;
    let settings = json!({
        "satellite_domains": [SATELLITE],
        "allowed_origins": [PAGE, "https://www.satellite.test"],
    });
    set(&app, settings).await;
    add_user(&app, ADA).await;
    app
}

async fn signed_in(app: &TestApp) -> Browser<'_> {
    let mut browser = app.browser(Identity::Cookie);
    sign_in(&mut browser, ADA).await;
    browser.origin = None;
    browser
}

/// A request to the satellite's own host.
async fn at_satellite(app: &TestApp, method: &str, path: &str, cookie: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, SATELLITE)
        .header(header::COOKIE, cookie);
    let request = match method {
        "GET" => request,
        _ => request.header(header::ORIGIN, "https://www.satellite.test"),
    };
    app.send_checked(Api::Fapi, request.body(Body::empty()).unwrap()).await
}

fn set_cookies(answer: &Answer) -> Vec<&str> {
    answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
}

/// The path and query of a redirect to `host`.
fn led_to(answer: &Answer, host: &str) -> String {
    let location = answer.header("location").unwrap();
    location.strip_prefix(&format!("https://{host}")).unwrap_or_else(|| panic!("{location}")).to_owned()
}

/// Sends a browser over, up to the address with the code, and returns that and what the browser keeps.
async fn on_its_way(app: &TestApp, browser: &mut Browser<'_>) -> (String, String) {
    let begun = browser.get(&format!("/v1/client/sync?redirect_url={BACK}")).await.expect_status(307);
    let begin = led_to(&begun, SATELLITE);
    assert_eq!(begin, format!("/v1/client/link?redirect_url={BACK}"));
    let sent_home = at_satellite(app, "GET", &begin, "").await.expect_status(307);
    let kept = set_cookies(&sent_home)[0];
    assert!(kept.starts_with("__client_link=") && kept.contains("HttpOnly"), "{kept}");
    let kept = kept.split(';').next().unwrap().to_owned();
    let another = at_satellite(app, "GET", &begin, &kept).await.expect_status(307);
    assert_eq!(
        led_to(&another, HOME),
        led_to(&sent_home, HOME),
        "two pages at once do not get in each other's way"
    );
    let sent = browser.get(&led_to(&sent_home, HOME)).await.expect_status(307);
    let path = led_to(&sent, SATELLITE);
    assert!(path.starts_with("/v1/client/link?__clerk_token="), "{path}");
    (path, kept)
}

/// Brings a browser over, and returns the cookie by which it is known there.
async fn bring_over(app: &TestApp, browser: &mut Browser<'_>) -> String {
    let (path, kept) = on_its_way(app, browser).await;
    let elsewhere = browser.get(&path).await.expect_status(400);
    assert_eq!(code(&elsewhere), "ticket_invalid", "it is for the other host");
    let other = at_satellite(app, "GET", &path, "__client_link=somebody-elses").await.expect_status(400);
    assert_eq!(code(&other), "ticket_invalid", "it is for the browser that asked for it");
    let linked = at_satellite(app, "GET", &path, &kept).await.expect_status(307);
    assert_eq!(linked.header("location"), Some("https://www.satellite.test/page?a=b&__clerk_synced=true"));
    let cookies = set_cookies(&linked);
    assert!(cookies.iter().all(|cookie| cookie.contains("; Domain=satellite.test; ")), "{cookies:?}");
    assert!(
        cookies
            .iter()
            .any(|cookie| cookie.starts_with("__client_uat=") && !cookie.starts_with("__client_uat=0"))
    );
    let again = at_satellite(app, "GET", &path, &kept).await.expect_status(400);
    assert_eq!(code(&again), "ticket_invalid", "it is good once");
    cookies[0].split(';').next().unwrap().to_owned()
}

async fn sessions(app: &TestApp, cookie: &str) -> usize {
    let client = at_satellite(app, "GET", "/v1/client", cookie).await.expect_status(200).json();
    client["response"]["sessions"].as_array().map_or(0, Vec::len)
}

async fn a_signed_in_browser_is_known_on_the_site_of_a_satellite(database: TestDatabase) {
    let app = instance(database).await;
    let mut browser = signed_in(&app).await;
    let own = browser.get("/v1/client").await.json();
    let cookie = bring_over(&app, &mut browser).await;
    let there = at_satellite(&app, "GET", "/v1/client", &cookie).await.expect_status(200);
    assert_eq!(text(&there.json(), "/response/sessions/0/id"), text(&own, "/response/sessions/0/id"));
    // Long after, the value of the one site does not make that of the other a stolen one.
    app.clock.advance_secs(3600);
    assert_eq!(sessions(&app, &cookie).await, 1);
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"].as_array().unwrap().len(), 1);

    // Signed out there is signed out here.
    let out = at_satellite(&app, "DELETE", "/v1/client/sessions", &cookie).await.expect_status(200);
    let cookies = set_cookies(&out);
    assert!(cookies.iter().any(|cookie| cookie.starts_with("__client_uat=0; ")), "{cookies:?}");
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
    assert_eq!(sessions(&app, &cookie).await, 0);
}

#[tokio::test]
async fn who_asks_at_the_satellite_is_led_home_first() {
    let app = instance(TestDatabase::sqlite()).await;
    let mut browser = signed_in(&app).await;
    let asked = at_satellite(&app, "GET", &format!("/v1/client/sync?redirect_url={BACK}"), "").await;
    let asked = asked.expect_status(307);
    let kept = set_cookies(&asked)[0].split(';').next().unwrap().to_owned();
    let sent = browser.get(&led_to(&asked, HOME)).await.expect_status(307);
    let linked = at_satellite(&app, "GET", &led_to(&sent, SATELLITE), &kept).await.expect_status(307);
    assert_eq!(linked.header("location"), Some("https://www.satellite.test/page?a=b&__clerk_synced=true"));
    let cookie = set_cookies(&linked)[0].split(';').next().unwrap().to_owned();
    assert_eq!(sessions(&app, &cookie).await, 1);
}

#[tokio::test]
async fn proxies_at_home_and_at_the_satellite_are_led_through() {
    let app = instance(TestDatabase::sqlite()).await;
    let settings = json!({
        "satellite_domains": ["www.satellite.test/__clerk"],
        "proxy_url": "https://app.elsewhere.test/__clerk",
    });
    set(&app, settings).await;
    let mut browser = signed_in(&app).await;
    let by_proxy = async |path: &str, cookie: &str| {
        let request = Request::get(path)
            .header(header::HOST, "auth.nightdesk.localhost:4400")
            .header(header::COOKIE, cookie)
            .header("clerk-proxy-url", "https://www.satellite.test/__clerk")
            .header("clerk-secret-key", &app.secret_key);
        app.send_checked(Api::Fapi, request.body(Body::empty()).unwrap()).await.expect_status(307)
    };
    let asked = by_proxy(&format!("/v1/client/sync?redirect_url={BACK}"), "").await;
    let kept = set_cookies(&asked)[0];
    assert!(kept.contains("; Path=/__clerk/v1/client/link; "), "{kept}");
    let kept = kept.split(';').next().unwrap().to_owned();
    let home = led_to(&asked, "app.elsewhere.test/__clerk");
    let sent = browser.get(&home).await.expect_status(307);
    let linked = by_proxy(&led_to(&sent, "www.satellite.test/__clerk"), &kept).await;
    assert_eq!(linked.header("location"), Some("https://www.satellite.test/page?a=b&__clerk_synced=true"));
    assert!(set_cookies(&linked)[0].contains("; Domain=satellite.test; "));
}

#[tokio::test]
async fn a_sign_in_at_home_ends_what_satellites_know() {
    let app = instance(TestDatabase::sqlite()).await;
    set(&app, json!({"single_session_mode": false})).await;
    add_user(&app, "bob@example.com").await;
    let mut browser = signed_in(&app).await;
    let cookie = bring_over(&app, &mut browser).await;
    assert_eq!(sessions(&app, &cookie).await, 1);
    browser.origin = Some(PAGE.to_owned());
    sign_in(&mut browser, "bob@example.com").await;
    assert_eq!(sessions(&app, &cookie).await, 0, "they come back for it");
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn who_is_signed_out_is_sent_back_at_once_and_strangers_nowhere() {
    let app = instance(TestDatabase::sqlite()).await;
    let mut browser = app.browser(Identity::Cookie);
    browser.origin = None;
    let back = browser.get(&format!("/v1/client/sync?redirect_url={BACK}")).await.expect_status(307);
    assert_eq!(back.header("location"), Some("https://www.satellite.test/page?a=b&__clerk_synced=true"));
    for name in [SATELLITE, "satellite.test"] {
        let named = format!("/v1/client/sync?redirect_url={BACK}&link_domain={name}");
        let _ = browser.get(&named).await.expect_status(307);
    }
    for (query, param) in [
        ("redirect_url=https%3A%2F%2Fevil.test%2F", "link_domain"),
        ("redirect_url=https%3A%2F%2Fevil.test%2F&link_domain=clerk.satellite.test", "redirect_url"),
        ("redirect_url=https%3A%2F%2Fwww.satellite.test%2F&link_domain=evil.test", "link_domain"),
        ("redirect_url=http%3A%2F%2Fwww.satellite.test%2F", "redirect_url"),
        ("redirect_url=javascript%3Aalert(1)", "redirect_url"),
        ("", "redirect_url"),
    ] {
        let refused = browser.get(&format!("/v1/client/sync?{query}")).await.expect_status(422);
        assert_eq!(refused.error().1.as_deref(), Some(param), "{query}");
    }
    for token in ["", "x"] {
        let refused = at_satellite(&app, "GET", &format!("/v1/client/link?__clerk_token={token}"), "").await;
        assert_eq!(code(&refused.expect_status(400)), "ticket_invalid");
    }
}

#[tokio::test]
async fn the_settings_say_who_is_a_satellite() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Cookie);
    browser.origin = None;
    let path = format!("/v1/client/sync?redirect_url={BACK}");
    assert_eq!(browser.get(&path).await.status, 422);
    set(&app, json!({"satellite_domains": [SATELLITE]})).await;
    let _ = browser.get(&path).await.expect_status(307);
    for odd in ["https://clerk.satellite.test", "satellite", "127.0.0.1"] {
        let refused = app.backend().patch("/v1/instance", json!({"satellite_domains": [odd]})).await;
        assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some("satellite_domains".into())));
    }
}

#[tokio::test]
async fn in_development_the_address_says_which_browser_it_is() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let path = "/v1/client/sync?redirect_url=http%3A%2F%2Flocalhost%3A3001%2F";
    let answer = browser.get(path).await.expect_status(307);
    let id = browser.token.clone().unwrap();
    let location = format!("http://localhost:3001/?__clerk_synced=true&__clerk_db_jwt={id}");
    assert_eq!(answer.header("location"), Some(location.as_str()));
    let refused =
        browser.get("/v1/client/sync?redirect_url=https%3A%2F%2Fevil.test%2F").await.expect_status(422);
    assert!(refused.header("location").is_none());
}
