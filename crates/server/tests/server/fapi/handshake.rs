//! GET /v1/client/handshake

use nightdesk_auth::model::Environment;
use nightdesk_jws::{SigningKey, VerifyingKey};
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, add_user, code, set, sign_in};

const DEV_APP: &str = "http://localhost:3000/page?q=1";
const LIVE_APP: &str = "https://app.nightdesk.localhost/page?q=1";

on_both_databases!(
    a_signed_in_browser_brings_its_session_to_the_backend,
    in_production_the_handshake_travels_in_a_cookie_of_the_site,
);

async fn a_signed_in_browser_brings_its_session_to_the_backend(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let client = browser.get("/v1/client").await.json();

    let answer = shake(&mut browser, DEV_APP).await.expect_status(307);
    let location = answer.header("location").unwrap();
    let (back, token) = location.split_once("&__clerk_handshake=").unwrap();
    assert_eq!(back, DEV_APP);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.header("set-cookie").is_none());

    let cookies = cookies(&app, token);
    let names: Vec<_> = cookies.iter().map(|(name, _)| base(name)).collect();
    let each = ["__session", "__client_uat", "__clerk_db_jwt"];
    assert_eq!(names, each.map(|name| [name, name]).concat());
    assert!(cookies.chunks(2).all(|pair| pair[0].1 == pair[1].1), "both names hold the same value");

    let claims = claims(&app, &cookies[0].1);
    assert_eq!((&claims["sub"], &claims["sid"]), (&json!(user), &json!(session)));
    assert_eq!(claims["azp"], "http://localhost:3000");
    let uat: i64 = cookies[2].1.parse().unwrap();
    assert_eq!(uat, client["response"]["updated_at"].as_i64().unwrap() / 1000);
    assert!(uat <= claims["iat"].as_i64().unwrap(), "or backends would come back for a newer token");
    assert_eq!(Some(&cookies[4].1), browser.token.as_ref());
}

async fn in_production_the_handshake_travels_in_a_cookie_of_the_site(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Production).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::Cookie);
    browser.origin = None;
    let session = sign_in(&mut browser, ADA).await;
    assert!(browser.cookies.contains_key("__client"));

    let answer = shake(&mut browser, LIVE_APP).await.expect_status(307);
    assert_eq!(answer.header("location"), Some(LIVE_APP));
    let set: Vec<_> =
        answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    let cookie = set.iter().find(|cookie| cookie.starts_with("__clerk_handshake=")).unwrap();
    assert!(cookie.contains("; Domain=nightdesk.localhost; ") && cookie.ends_with("; Secure"), "{cookie}");
    // Browsers drop a cookie whose name and value are longer than this.
    assert!(cookie.split(';').next().unwrap().len() < 4096);

    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let cookies = cookies(&app, token);
    assert_eq!(claims(&app, &cookies[0].1)["sid"], json!(session));
    assert!(cookies.iter().all(|(name, _)| base(name) != "__clerk_db_jwt"));
}

#[tokio::test]
async fn a_signed_out_browser_has_its_session_cookies_taken_away() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let answer = shake(&mut browser, DEV_APP).await.expect_status(307);
    let cookies = cookies(&app, carried(&answer));
    assert_eq!((cookies[0].1.as_str(), cookies[1].1.as_str()), ("", ""));
    assert_eq!((cookies[2].1.as_str(), cookies[3].1.as_str()), ("0", "0"));
    // A browser without an identity gets one, or the backend would come back for it for ever.
    assert_eq!(Some(&cookies[4].1), browser.token.as_ref());
}

#[tokio::test]
async fn a_session_that_is_over_is_none() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    app.clock.advance_secs(app.instance.settings.session_lifetime_secs);
    let answer = shake(&mut browser, DEV_APP).await;
    let cookies = cookies(&app, carried(&answer));
    assert_eq!((cookies[0].1.as_str(), cookies[2].1.as_str()), ("", "0"));
}

#[tokio::test]
async fn an_organization_that_does_not_exist_changes_nothing() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    for organization in ["", "acme"] {
        let path = format!("{}&organization_id={organization}", path(DEV_APP));
        let answer = browser.get(&path).await.expect_status(307);
        let cookies = cookies(&app, carried(&answer));
        assert_eq!(claims(&app, &cookies[0].1)["sid"], json!(session));
    }
}

#[tokio::test]
async fn tokens_are_not_sent_to_strangers() {
    for app in [TestApp::development().await, TestApp::production().await] {
        let identity =
            if app.instance.environment.is_development() { Identity::DevBrowser } else { Identity::Cookie };
        let mut browser = app.browser(identity);
        browser.origin = None;
        for url in [
            "https://evil.test/",
            "https://nightdesk.localhost.evil.test/",
            "https://evil.test/?app.nightdesk.localhost",
        ] {
            let answer = shake(&mut browser, url).await.expect_status(422);
            assert_eq!(
                answer.error(),
                ("form_param_value_invalid".into(), Some("redirect_url".into())),
                "{url}"
            );
            assert!(answer.header("location").is_none() && answer.header("set-cookie").is_none());
        }
        for url in
            ["/page", "//evil.test", "javascript:alert(1)", "https://app.nightdesk.localhost@evil.test/"]
        {
            assert_eq!(
                code(&shake(&mut browser, url).await.expect_status(422)),
                "form_param_format_invalid",
                "{url}"
            );
        }
        assert_eq!(code(&browser.get("/v1/client/handshake").await.expect_status(422)), "form_param_nil");
    }
}

#[tokio::test]
async fn the_allowed_origins_decide_where_a_production_session_may_go() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Cookie);
    browser.origin = None;
    let elsewhere = "https://app.other.test/";
    assert_eq!(shake(&mut browser, elsewhere).await.status, 422);
    set(&app, json!({"allowed_origins": ["https://app.other.test"]})).await;
    let answer = shake(&mut browser, elsewhere).await.expect_status(307);
    // No cookie of ours would get there.
    assert!(answer.header("location").unwrap().starts_with("https://app.other.test/?__clerk_handshake="));
}

async fn shake(browser: &mut Browser<'_>, redirect_url: &str) -> Answer {
    browser.get(&path(redirect_url)).await
}

fn path(redirect_url: &str) -> String {
    let encoded: String = redirect_url.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("/v1/client/handshake?redirect_url={encoded}&suffixed_cookies=true&__clerk_hs_reason=test")
}

fn carried(answer: &Answer) -> &str {
    answer.header("location").unwrap().split_once("__clerk_handshake=").unwrap().1
}

/// Names and values of what a handshake token has the backend set, once its signature is checked.
fn cookies(app: &TestApp, token: &str) -> Vec<(String, String)> {
    let verified = key(app).verify::<Value>(token).unwrap();
    assert_eq!(verified.header.cat.as_deref(), Some("cl_B7d4PD111AAA"));
    let directives = verified.claims["handshake"].as_array().unwrap().clone();
    let pair = |directive: &Value| {
        let directive = directive.as_str().unwrap();
        assert!(directive.contains("; Path=/"), "{directive}");
        let (name, value) = directive.split(';').next().unwrap().split_once('=').unwrap();
        (name.to_owned(), value.to_owned())
    };
    directives.iter().map(pair).collect()
}

/// A cookie's name without its suffix.
fn base(name: &str) -> &'static str {
    let known = ["__session", "__client_uat", "__clerk_db_jwt", "__refresh", "__clerk_handshake_nonce"];
    let found = known.into_iter().find(|base| {
        name.strip_prefix(base)
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with('_') && rest.len() == 9))
    });
    found.unwrap_or_else(|| panic!("unknown cookie {name}"))
}

fn claims(app: &TestApp, token: &str) -> Value {
    key(app).verify(token).unwrap().claims
}

fn key(app: &TestApp) -> VerifyingKey {
    SigningKey::from_pkcs8_pem(app.instance.signing_key_pem.expose()).unwrap().verifying_key().unwrap()
}
