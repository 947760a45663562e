//! /sign-in, /sign-up, /user, /verify, /waitlist

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use nightdesk_store::applications;
use nightdesk_testkit::{Answer, Browser, Identity, TestApp, app::FRONTEND_API};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, set, sign_in};

const PAGES: [&str; 5] = ["/sign-in", "/sign-up", "/user", "/verify", "/waitlist"];

/// Goes to an address, as a browser does that has these cookies.
async fn visit(app: &TestApp, browser: &Browser<'_>, path: &str) -> Answer {
    let cookies: Vec<_> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::get(path)
        .header(header::HOST, FRONTEND_API)
        .header("sec-fetch-mode", "navigate")
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, cookies.join("; "));
    app.send(request.body(Body::empty()).unwrap()).await
}

/// A browser in production that Ada is signed in on.
async fn signed_in(app: &TestApp) -> Browser<'_> {
    set(app, json!({"allowed_origins": ["http://app.nightdesk.localhost:4400"]})).await;
    add_user(app, ADA).await;
    let mut browser = app.browser(Identity::Cookie);
    sign_in(&mut browser, ADA).await;
    browser
}

fn encoded(url: &str) -> String {
    url.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn location(answer: &Answer) -> Option<&str> {
    answer.header("location")
}

#[tokio::test]
async fn a_page_names_its_instance_and_is_kept_by_nobody() {
    let app = TestApp::production().await;
    let browser = app.browser(Identity::Cookie);
    for name in ["sign-in", "sign-up", "verify"] {
        let answer = visit(&app, &browser, &format!("/{name}")).await.expect_status(200);
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let text = answer.text();
        let key = app.instance.publishable_key();
        for part in [format!("data-name=\"{name}\" data-problem=\"\""), format!("=\"{key}\"")] {
            assert!(text.contains(&part), "{part} of {text}");
        }
        assert!(!text.contains("{{"), "{text}");
    }
}

#[tokio::test]
async fn the_name_of_an_application_is_nothing_but_a_name() {
    let app = TestApp::development().await;
    let name = r#""><script src=//evil.test></script>'{{problem}}"#;
    let (id, now) = (&app.instance.application_id, app.instance.created_at);
    let renamed = app.store.write(async |tx| applications::update_name(&tx, id, name, now).await).await;
    assert!(renamed.unwrap());
    let text = visit(&app, &app.browser(Identity::DevBrowser), "/sign-in").await.expect_status(200).text();
    assert!(!text.contains("evil.test></script>"), "{text}");
    assert!(
        text.contains("&quot;&gt;&lt;script src=//evil.test&gt;&lt;/script&gt;&#39;{{problem}}"),
        "{text}"
    );
}

#[tokio::test]
async fn nothing_inline_or_foreign_runs_and_nobody_frames_a_page() {
    let app = TestApp::development().await;
    let browser = app.browser(Identity::DevBrowser);
    let files = ["/account-pages/pages.js", "/account-pages/user.js", "/account-pages/none.js"];
    for path in PAGES.into_iter().chain(files) {
        let answer = visit(&app, &browser, path).await;
        let policy = answer.header("content-security-policy").unwrap();
        for part in
            ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        let text = answer.text();
        assert!(!text.contains("<style") && !text.contains("<script>"), "{path}");
    }
}

#[tokio::test]
async fn its_parts_have_their_types_and_are_asked_about() {
    let app = TestApp::development().await;
    let browser = app.browser(Identity::DevBrowser);
    for (name, content_type) in [
        ("pages.js", "text/javascript; charset=utf-8"),
        ("pages.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let answer = visit(&app, &browser, &format!("/account-pages/{name}")).await.expect_status(200);
        assert_eq!(answer.header("content-type"), Some(content_type));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert!(answer.header("etag").is_some());
    }
    for name in ["page.html", "none.js", "..%2Fpackage.json", "package.json"] {
        assert_eq!(visit(&app, &browser, &format!("/account-pages/{name}")).await.status, 404, "{name}");
    }
}

#[tokio::test]
async fn pages_are_only_looked_at() {
    let app = TestApp::production().await;
    for path in PAGES {
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let request = Request::builder().method(&method).uri(path).header(header::HOST, FRONTEND_API);
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 405, "{method} {path}");
        }
        let request = Request::head(path).header(header::HOST, FRONTEND_API);
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert!(answer.status != 405 && answer.body.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn whoever_is_signed_in_goes_on_to_where_the_page_was_asked_to_lead() {
    let app = TestApp::production().await;
    let browser = signed_in(&app).await;
    let to = "https://app.nightdesk.localhost/page?q=1#part";
    for name in ["sign_in_force_redirect_url", "redirect_url", "sign_in_fallback_redirect_url"] {
        let path = format!("/sign-in?{name}={}", encoded(to));
        assert_eq!(location(&visit(&app, &browser, &path).await.expect_status(303)), Some(to), "{name}");
        let nobody = app.browser(Identity::Cookie);
        assert_eq!(visit(&app, &nobody, &path).await.status, 200, "{name}");
    }
    let forced = format!(
        "/sign-up?redirect_url={}&sign_up_force_redirect_url={}",
        encoded("https://app.nightdesk.localhost/other"),
        encoded(to)
    );
    assert_eq!(location(&visit(&app, &browser, &forced).await), Some(to));
    // Listed addresses too, and those of applications that are no web pages.
    let _ = app
        .backend()
        .post("/v1/redirect_urls", json!({"url": "my-app://signed-in"}))
        .await
        .expect_status(200);
    let native = format!("/sign-in?redirect_url={}", encoded("my-app://signed-in?state=1"));
    assert_eq!(location(&visit(&app, &browser, &native).await), Some("my-app://signed-in?state=1"));
}

#[tokio::test]
async fn without_a_place_to_go_to_it_is_home_or_the_account() {
    let app = TestApp::production().await;
    let browser = signed_in(&app).await;
    for path in ["/sign-in?redirect_url=", "/sign-up?redirect_url=", "/"] {
        assert_eq!(location(&visit(&app, &browser, path).await.expect_status(303)), Some("/user"), "{path}");
    }
    assert_eq!(visit(&app, &browser, "/user").await.status, 200);
    let stranger = app.browser(Identity::Cookie);
    let answer = visit(&app, &stranger, "/user").await.expect_status(303);
    assert_eq!(location(&answer), Some("/sign-in?redirect_url=%2Fuser"));
    assert_eq!(location(&visit(&app, &browser, "/sign-in?redirect_url=%2Fuser").await), Some("/user"));
    set(&app, json!({"home_url": "https://www.example.com/start"})).await;
    for path in ["/sign-in?redirect_url=", "/"] {
        let answer = visit(&app, &browser, path).await.expect_status(303);
        assert_eq!(location(&answer), Some("https://www.example.com/start"), "{path}");
    }
}

#[tokio::test]
async fn without_a_word_of_where_to_the_page_looks_behind_the_hash_first() {
    let app = TestApp::production().await;
    let browser = signed_in(&app).await;
    for path in ["/sign-in", "/sign-up", "/sign-in?sign_up_force_redirect_url=%2Fuser"] {
        assert_eq!(visit(&app, &browser, path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn nobody_is_led_to_a_stranger() {
    for app in [TestApp::development().await, TestApp::production().await] {
        let browser = app.browser(Identity::Cookie);
        for url in [
            "https://evil.test/",
            "//evil.test",
            "/\\evil.test",
            "///evil.test",
            "https:evil.test",
            "\\\\evil.test",
            "https://app.nightdesk.localhost@evil.test/",
            "https://nightdesk.localhost.evil.test/",
            "https://evil.test\\.nightdesk.localhost/",
            "javascript:alert(1)",
            "/\tjavascript:alert(1)//evil.test/..//\\evil.test",
            "data:text/html,x",
            "my-app://callback",
            "https://evil.test/\r\nSet-Cookie: a=b",
        ] {
            for name in ["redirect_url", "sign_in_force_redirect_url", "sign_in_fallback_redirect_url"] {
                let answer = visit(&app, &browser, &format!("/sign-in?{name}={}", encoded(url))).await;
                // A path of this host leads nowhere else, whatever it looks like.
                if answer.status == 200 {
                    assert!(url.starts_with("/\t"), "{url}");
                    continue;
                }
                assert_eq!(answer.status, 400, "{name} {url}");
                let text = answer.text();
                assert!(
                    text.contains("data-problem=\"redirect\"") && !text.contains("evil"),
                    "{url}: {text}"
                );
                assert!(answer.header("location").is_none());
            }
        }
    }
}

#[tokio::test]
async fn a_path_of_two_slashes_is_no_other_host() {
    let app = TestApp::production().await;
    let browser = signed_in(&app).await;
    for wanted in ["https://auth.nightdesk.localhost:4400//evil.test/a", "/.//evil.test/a"] {
        let answer = visit(&app, &browser, &format!("/sign-in?redirect_url={}", encoded(wanted))).await;
        let to = location(&answer).unwrap();
        assert_eq!(to, "https://auth.nightdesk.localhost:4400//evil.test/a", "{wanted}");
    }
}

#[tokio::test]
async fn in_development_an_application_hands_its_browser_over_and_gets_it_back() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut page = app.browser(Identity::DevBrowser);
    page.origin = Some("http://localhost:3000".to_owned());
    sign_in(&mut page, ADA).await;
    let id = page.token.clone().unwrap();
    let mut browser = app.browser(Identity::Cookie);
    let to = "http://localhost:3000/page?q=1";
    let path = format!("/sign-in?a=b&__clerk_db_jwt={id}&redirect_url={}", encoded(to));
    let answer = visit(&app, &browser, &path).await.expect_status(303);
    // The address that stays does not show it.
    assert_eq!(location(&answer), Some(&*format!("/sign-in?a=b&redirect_url={}", encoded(to))));
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
        assert_eq!(value, id, "{name}");
        browser.cookies.insert(name.to_owned(), value.to_owned());
    }
    let answer = visit(&app, &browser, location(&answer).unwrap()).await.expect_status(303);
    assert_eq!(location(&answer), Some(&*format!("{to}&__clerk_db_jwt={id}")));
    // A page of ours needs no such thing, nor does an application that is no page.
    assert_eq!(location(&visit(&app, &browser, "/sign-in?redirect_url=").await), Some("/user"));
    let extension = "chrome-extension://abcdefghijklmnopabcdefghijklmnop/popup.html";
    let path = format!("/sign-in?redirect_url={}", encoded(extension));
    assert_eq!(location(&visit(&app, &browser, &path).await), Some(extension));
}

#[tokio::test]
async fn in_production_no_address_says_who_a_browser_is() {
    let app = TestApp::production().await;
    let path = "/sign-in?__clerk_db_jwt=dvb_2abcdefghijklmnopqrstuvwxyz";
    let answer = visit(&app, &app.browser(Identity::Cookie), path).await.expect_status(200);
    assert!(answer.header("set-cookie").is_none());
}

#[tokio::test]
async fn a_session_with_a_task_stays_on_the_page() {
    let app = TestApp::production().await;
    set(&app, json!({"second_factor_required": true})).await;
    let browser = signed_in(&app).await;
    assert_eq!(visit(&app, &browser, "/sign-in").await.status, 200);
    assert_eq!(visit(&app, &browser, "/user").await.status, 303);
}

#[tokio::test]
async fn a_ticket_is_handed_in_by_whoever_is_signed_in_too() {
    let app = TestApp::production().await;
    let browser = signed_in(&app).await;
    assert_eq!(visit(&app, &browser, "/sign-in?__clerk_ticket=abc").await.status, 200);
}

#[tokio::test]
async fn new_users_are_told_how_accounts_are_made_here() {
    let app = TestApp::production().await;
    let browser = app.browser(Identity::Cookie);
    let problem = |answer: &Answer, what: &str| answer.text().contains(&format!("data-problem=\"{what}\""));
    let answer = visit(&app, &browser, "/waitlist").await.expect_status(403);
    assert!(problem(&answer, "waitlist"));
    set(&app, json!({"sign_up_mode": "restricted"})).await;
    assert!(problem(&visit(&app, &browser, "/sign-up").await.expect_status(403), "restricted"));
    assert_eq!(visit(&app, &browser, "/sign-up?__clerk_ticket=abc").await.status, 200);
    set(&app, json!({"sign_up_mode": "waitlist"})).await;
    let answer = visit(&app, &browser, "/sign-up?redirect_url=%2Fuser").await.expect_status(303);
    assert_eq!(location(&answer), Some("/waitlist?redirect_url=%2Fuser"));
    assert_eq!(visit(&app, &browser, "/waitlist").await.status, 200);
}
