//! Forms with missing, repeated, oversized and unreadable fields.

use axum::http::Method;
use nightdesk_testkit::{TestApp, app::Identity};

use crate::bad_input::support::{ADA, FORM, PASSWORD, SignedIn, assert_error, assert_refused};

const SIGN_INS: &str = "/v1/client/sign_ins";
const SIGN_UPS: &str = "/v1/client/sign_ups";

#[tokio::test]
async fn a_missing_or_empty_field_is_named() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let user = serde_json::json!({"email_address": [ADA], "password": PASSWORD});
    let _ = app.backend().post("/v1/users", user).await.expect_status(200);
    let sign_in = browser.post(SIGN_INS, &[("identifier", ADA)]).await.expect_status(200).json();
    let id = sign_in["response"]["id"].as_str().expect("a sign-in has an id");
    let attempt = format!("{SIGN_INS}/{id}/attempt_first_factor");
    let answer = browser.post(&attempt, &[("strategy", "password")]).await;
    assert_refused("no password", &answer);
    assert_eq!(answer.error().1.as_deref(), Some("password"));
    let answer = browser.post(&attempt, &[("strategy", "password"), ("password", "")]).await;
    assert_error("empty password", &answer, 422, "form_param_nil", Some("password"));
    let answer = browser.post(&attempt, &[("password", PASSWORD)]).await;
    assert_refused("no strategy", &answer);
    assert_eq!(answer.error().1.as_deref(), Some("strategy"));
    let answer = browser.post(&attempt, &[("strategy", "telepathy")]).await;
    assert_refused("unknown strategy", &answer);
    assert_eq!(answer.error().1.as_deref(), Some("strategy"));
    // After all that, the right answer still works.
    let form = [("strategy", "password"), ("password", PASSWORD)];
    let done = browser.post(&attempt, &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
}

#[tokio::test]
async fn a_repeated_field_is_refused_by_name() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    let twice = "strategy=password&identifier=a%40example.com&identifier=b%40example.com&password=x";
    let answer = ada.form(SIGN_INS, twice).await;
    assert_error("two identifiers", &answer, 422, "form_param_duplicate", Some("identifier"));
    let twice = "email_address=a%40example.com&password=one&password=two";
    let answer = ada.form(SIGN_UPS, twice).await;
    assert_error("two passwords", &answer, 422, "form_param_duplicate", Some("password"));
    ada.still().await;
}

#[tokio::test]
async fn an_oversized_field_is_refused_before_any_work_is_done_on_it() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    let long = "x".repeat(5_000);
    for field in ["identifier", "password", "strategy"] {
        let mut form = vec![("strategy", "password"), ("identifier", ADA), ("password", PASSWORD)];
        for pair in &mut form {
            if pair.0 == field {
                pair.1 = &long;
            }
        }
        let form: Vec<_> =
            form.iter().map(|(name, value)| format!("{name}={}", value.replace('@', "%40"))).collect();
        let answer = ada.form(SIGN_INS, form.join("&")).await;
        assert_error(field, &answer, 422, "form_param_max_length_exceeded", Some(field));
    }
    ada.still().await;
}

#[tokio::test]
async fn an_oversized_body_is_refused_whole() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    let answer = ada.form(SIGN_INS, format!("identifier={}", "x".repeat(20 << 20))).await;
    assert_error("20 MiB", &answer, 413, "request_body_too_large", None);
    ada.still().await;
}

#[tokio::test]
async fn text_that_is_not_utf8_is_refused() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    for body in
        [b"identifier=\xff\xfe".as_slice(), b"identifier=%FF%FE", b"%C0%AF=1", b"identifier=%ED%A0%80"]
    {
        let answer = ada.form(SIGN_INS, body).await;
        let what = String::from_utf8_lossy(body);
        assert_error(&what, &answer, 400, "request_body_invalid", None);
    }
    ada.still().await;
}

#[tokio::test]
async fn a_nul_in_a_field_is_refused_and_stored_nowhere() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    let answer = ada.form(SIGN_INS, "identifier=ada%00%40example.com").await;
    assert_error("NUL", &answer, 422, "form_param_format_invalid", Some("identifier"));
    let answer = ada.form("/v1/me?_method=PATCH", "first_name=A%00da").await;
    assert_error("NUL", &answer, 422, "form_param_format_invalid", Some("first_name"));
    ada.still().await;
}

#[tokio::test]
async fn other_content_types_are_refused_by_name() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    for content_type in
        ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml"]
    {
        let answer = ada.send(Method::POST, SIGN_INS, Some(content_type), b"{\"identifier\":\"a\"}").await;
        assert_error(content_type, &answer, 415, "unsupported_content_type", None);
    }
    let with_charset = format!("{FORM}; charset=UTF-8");
    let answer = ada.send(Method::POST, "/v1/me?_method=PATCH", Some(&with_charset), b"first_name=Ada").await;
    assert_eq!(answer.json()["response"]["first_name"], "Ada");
    ada.still().await;
}

#[tokio::test]
async fn addresses_that_are_none_are_refused() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let long = format!("{}@example.com", "a".repeat(320));
    let odd = [
        "",
        " ",
        "ada",
        "@",
        "ada@",
        "@example.com",
        "a b@example.com",
        "ada@exa mple.com",
        "ada@@example.com",
        "ada@example.com\r\nBcc: eve@example.com",
        "<ada@example.com>",
        "ada@example",
        &long,
    ];
    for address in odd {
        let form = [("email_address", address), ("password", PASSWORD)];
        let answer = browser.post(SIGN_UPS, &form).await;
        if answer.status == 200 {
            // A sign-up may go on without an address, but never with a wrong one.
            assert_eq!(answer.json()["response"]["email_address"], serde_json::Value::Null, "{address:?}");
            assert!(address.trim().is_empty(), "{address:?}");
        } else {
            assert_refused(address, &answer);
            assert_eq!(answer.error().1.as_deref(), Some("email_address"), "{address:?}");
        }
    }
    assert!(app.outbox().await.is_empty());
}

#[tokio::test]
async fn metadata_must_be_a_json_object_of_bearable_size() {
    let app = TestApp::development().await;
    let mut ada = SignedIn::new(&app, Identity::DevBrowser).await;
    let deep = format!("unsafe_metadata={}1{}", "%7B%22a%22%3A".repeat(300), "%7D".repeat(300));
    let large = format!("unsafe_metadata=%7B%22a%22%3A%22{}%22%7D", "x".repeat(20_000));
    for body in ["unsafe_metadata=%5B1%5D", "unsafe_metadata=7", "unsafe_metadata=%7B", &deep, &large] {
        let answer = ada.form("/v1/me?_method=PATCH", body).await;
        assert_refused(&body[..body.len().min(40)], &answer);
        assert_eq!(answer.error().1.as_deref(), Some("unsafe_metadata"));
    }
    ada.still().await;
}
