//! /v1/dev_browser

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_testkit::{Identity, TestApp, app::FRONTEND_API, spec::Api};

use crate::fapi::support::{ADA, add_user, code, sign_in, text};

#[tokio::test]
async fn a_browser_learns_which_one_it_is() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let first = text(&browser.get("/v1/dev_browser/init").await.expect_status(200).json(), "/id");
    assert_eq!(browser.token.as_deref(), Some(first.as_str()));
    let again = text(&browser.get("/v1/dev_browser/init").await.expect_status(200).json(), "/id");
    assert_eq!(again, first);
}

#[tokio::test]
async fn the_first_party_cookie_tells_who_follows_a_link_and_vouches_for_no_change() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;
    let answer = browser.post("/v1/dev_browser/set_first_party_cookie", &[]).await.expect_status(200);
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.ends_with("; SameSite=Lax; HttpOnly; Secure"), "{cookie}");
    let pair = cookie.split(';').next().unwrap();
    let ask = |method: &str| {
        let request = Request::builder().method(method).uri("/v1/client").header(header::HOST, FRONTEND_API);
        request.header(header::COOKIE, pair).body(Body::empty()).unwrap()
    };
    let seen = app.send_checked(Api::Fapi, ask("GET")).await.expect_status(200).json();
    assert_eq!(text(&seen, "/response/sessions/0/id"), session);
    assert_eq!(
        app.send_checked(Api::Fapi, ask("DELETE")).await.status,
        404,
        "a form of another site sends it too"
    );
}

#[tokio::test]
async fn production_has_none() {
    let app = TestApp::production().await;
    let mut browser = app.browser(Identity::Native);
    assert_eq!(code(&browser.get("/v1/dev_browser/init").await.expect_status(404)), "resource_not_found");
    let answer = browser.post("/v1/dev_browser/set_first_party_cookie", &[]).await.expect_status(404);
    assert_eq!(code(&answer), "resource_not_found");
}
