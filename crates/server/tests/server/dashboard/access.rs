use axum::{body::Body, http::Request};
use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::dashboard::support::{Dashboard, HOST, cookie, get, link};

const MINUTE: i64 = 60;

#[tokio::test]
async fn a_link_opens_the_dashboard_once() {
    let app = TestApp::development().await;
    let link = link(&app).await;
    let answer = get(&app, &link, None).await.expect_status(303);
    assert_eq!(answer.header("location"), Some("/dashboard"));
    let set = answer.header("set-cookie").unwrap();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/dashboard"] {
        assert!(set.contains(attribute), "{set}");
    }
    assert_eq!(get(&app, "/dashboard/api/instance", Some(&cookie(&answer))).await.status, 200);
    let again = get(&app, &link, None).await.expect_status(401);
    assert_eq!(again.header("set-cookie"), None);
    assert!(again.text().contains("no longer opens the dashboard"));
}

#[tokio::test]
async fn a_link_is_over_after_ten_minutes() {
    let app = TestApp::development().await;
    let link = link(&app).await;
    app.clock.advance_secs(10 * MINUTE);
    assert_eq!(get(&app, &link, None).await.status, 401);
}

#[tokio::test]
async fn looking_at_a_link_does_not_use_it_up() {
    let app = TestApp::development().await;
    let link = link(&app).await;
    let head = Request::head(&link).header("host", HOST).body(Body::empty()).unwrap();
    assert_eq!(app.send(head).await.status, 405);
    assert_eq!(get(&app, &link, None).await.status, 303);
}

#[tokio::test]
async fn made_up_and_mangled_links_open_nothing() {
    let app = TestApp::development().await;
    let good = link(&app).await;
    let truncated = &good[..good.len() - 1];
    let foreign = good.replace(app.instance.id.as_str(), "ins_2abcdefghijklmnopqrstuvwxyz");
    for link in
        ["/dashboard/open", "/dashboard/open?token=", "/dashboard/open?token=x.y", truncated, &foreign]
    {
        assert_eq!(get(&app, link, None).await.status, 401, "{link}");
    }
}

#[tokio::test]
async fn without_a_cookie_the_api_says_how_to_get_in() {
    let app = TestApp::development().await;
    for path in ["instance", "secret_keys", "outbox"] {
        let answer = get(&app, &format!("/dashboard/api/{path}"), None).await.expect_status(401);
        assert_eq!(answer.error().0, "dashboard_unauthenticated");
    }
}

#[tokio::test]
async fn an_open_dashboard_closes_after_twelve_hours() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    app.clock.advance_secs(12 * 60 * MINUTE - MINUTE);
    assert_eq!(dashboard.get("instance").await.status, 200);
    app.clock.advance_secs(MINUTE);
    assert_eq!(dashboard.get("instance").await.status, 401);
}

#[tokio::test]
async fn changes_from_other_sites_are_refused() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let body = json!({"name": "theirs"}).to_string();
    for origin in ["", "https://evil.example", "http://127.0.0.1:4401", "null", "chrome-extension://abc"] {
        let answer = dashboard.change_with("POST", "secret_keys", &body, &[("origin", origin)]).await;
        assert_eq!((answer.status, answer.error().0.as_str()), (403, "cross_site_request"), "{origin}");
    }
    for content_type in ["", "text/plain", "application/x-www-form-urlencoded"] {
        let answer =
            dashboard.change_with("POST", "secret_keys", &body, &[("content-type", content_type)]).await;
        assert_eq!((answer.status, answer.error().0.as_str()), (415, "unsupported_content_type"));
    }
    assert_eq!(dashboard.get("secret_keys").await.json()["data"].as_array().unwrap().len(), 1);
}
