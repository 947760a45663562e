//! What an instance asks of passwords.

use axum::{Router, extract::Path, routing::get};
use nightdesk_server::Config;
use nightdesk_testkit::{Answer, Identity, TestApp};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, sign_in, try_password};

async fn sign_up(app: &TestApp, password: &str) -> Answer {
    let form = [("email_address", "new@example.com"), ("password", password)];
    app.browser(Identity::DevBrowser).post("/v1/client/sign_ups", &form).await
}

#[tokio::test]
async fn each_rule_holds_once_it_is_set() {
    let app = TestApp::development().await;
    for (settings, refused, accepted, expected) in [
        (json!({"min_length": 12}), "elevenchars", "twelve chars", "form_password_length_too_short"),
        (
            json!({"min_length": 8, "max_length": 9}),
            "thirteen char",
            "nine char",
            "form_password_length_too_long",
        ),
        (
            json!({"max_length": 72, "require_lowercase": true}),
            "UPPERCASE",
            "lower case",
            "form_password_no_lowercase",
        ),
        (
            json!({"require_lowercase": false, "require_uppercase": true}),
            "lower case",
            "UPPER CASE",
            "form_password_no_uppercase",
        ),
        (
            json!({"require_uppercase": false, "require_numbers": true}),
            "NO NUMBERS",
            "1 number is",
            "form_password_no_number",
        ),
        (
            json!({"require_numbers": false, "require_special_char": true}),
            "plain words 7",
            "plain words!",
            "form_password_no_special_char",
        ),
        (
            json!({"require_special_char": false, "min_zxcvbn_strength": 3}),
            "password1!",
            "correct horse battery",
            "form_password_not_strong_enough",
        ),
    ] {
        let _ = sign_up(&app, refused).await.expect_status(200);
        set(&app, json!({"password_settings": settings})).await;
        let answer = sign_up(&app, refused).await.expect_status(422);
        assert_eq!(answer.error(), (expected.to_owned(), Some("password".to_owned())), "{settings}");
        let _ = sign_up(&app, accepted).await.expect_status(200);
        let shown = app.browser(Identity::DevBrowser).get("/v1/environment").await.json();
        let shown = &shown["user_settings"]["password_settings"];
        for (name, value) in settings.as_object().unwrap() {
            assert_eq!(&shown[name], value, "{name}");
        }
    }
}

#[tokio::test]
async fn a_weak_password_comes_back_with_advice() {
    let app = TestApp::development().await;
    set(&app, json!({"password_settings": {"min_zxcvbn_strength": 4}})).await;
    let weak = sign_up(&app, "password1").await.expect_status(422).json();
    let advice = &weak["errors"][0]["meta"]["zxcvbn"]["suggestions"][0];
    assert_eq!(advice["code"], "anotherWord", "{weak}");
    let known = sign_up(&app, "new@example.com").await.expect_status(422);
    assert_eq!(code(&known), "form_password_not_strong_enough", "the user's own address is guessed first");
}

#[tokio::test]
async fn the_rules_hold_wherever_a_password_is_set() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    set(&app, json!({"password_settings": {"min_length": 20}})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let form = [("current_password", PASSWORD), ("new_password", "nineteen characters")];
    let changed = browser.post("/v1/me/change_password", &form).await.expect_status(422);
    assert_eq!(changed.error(), ("form_password_length_too_short".into(), Some("new_password".into())));
    let user = json!({"email_address": ["ben@example.com"], "password": "nineteen characters"});
    let created = app.backend().post("/v1/users", user).await.expect_status(422);
    assert_eq!(created.error(), ("form_password_length_too_short".into(), Some("password".into())));
    let user = json!({
        "email_address": ["ben@example.com"], "password": "nineteen characters", "skip_password_checks": true,
    });
    let _ = app.backend().post("/v1/users", user).await.expect_status(200);
}

#[tokio::test]
async fn bad_rules_are_named_and_change_nothing() {
    let app = TestApp::development().await;
    for (settings, param) in [
        (json!({"min_length": 7}), "min_length"),
        (json!({"max_length": 73}), "max_length"),
        (json!({"min_length": 20, "max_length": 19}), "max_length"),
        (json!({"min_zxcvbn_strength": 5}), "min_zxcvbn_strength"),
        (json!({"min_length": -1}), "min_length"),
        (json!({"min_lenght": 8}), "min_lenght"),
    ] {
        let body = json!({"password_settings": settings});
        let answer = app.backend().patch("/v1/instance", body).await.expect_status(422);
        assert_eq!(answer.error().1.as_deref(), Some(param), "{settings}");
    }
    let _ = sign_up(&app, "8 chars!").await.expect_status(200);
}

/// A server that looks breached passwords up there.
async fn asking(url: String) -> TestApp {
    let config = Config { breached_passwords_url: Some(url), ..Config::default() };
    TestApp::development().await.configured(config)
}

/// A range API that knows one password, on this machine.
async fn list_of_breaches() -> String {
    // SHA-1 of "correct horse battery".
    let range = async |Path(prefix): Path<String>| match prefix.as_str() {
        "98DEC" => {
            "00000000000000000000000000000000000:0\r\nC62ECE399A22ED30D490EF333BE7FDE7385:12\r\n".to_owned()
        }
        _ => String::new(),
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/range/{prefix}", get(range));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

#[tokio::test]
async fn a_breached_password_is_refused_where_the_instance_asks() {
    let url = list_of_breaches().await;
    let app = asking(url).await;
    let user = add_user(&app, ADA).await;
    let _ = sign_up(&app, PASSWORD).await.expect_status(200);
    set(&app, json!({"hibp": true})).await;
    let breached = sign_up(&app, PASSWORD).await.expect_status(422);
    assert_eq!(breached.error(), ("form_password_pwned".into(), Some("password".into())));
    let _ = sign_up(&app, "wrong horse battery").await.expect_status(200);

    let mut browser = app.browser(Identity::DevBrowser);
    let _ = try_password(&mut browser, ADA, PASSWORD).await.expect_status(200);
    set(&app, json!({"password_settings": {"enforce_hibp_on_sign_in": true}})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let refused = try_password(&mut browser, ADA, PASSWORD).await.expect_status(422);
    assert_eq!(code(&refused), "form_password_pwned");
    let user = app.backend().get(&format!("/v1/users/{user}")).await.json();
    assert_eq!(user["verification_attempts_remaining"], 10, "it was the right one all the same");
    let environment: Value = browser.get("/v1/environment").await.json();
    assert_eq!(environment["user_settings"]["password_settings"]["disable_hibp"], false);
}

#[tokio::test]
async fn a_list_that_does_not_answer_keeps_nobody_out() {
    // A port that nobody listens on any more.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let app = asking(url).await;
    set(&app, json!({"hibp": true})).await;
    let _ = sign_up(&app, PASSWORD).await.expect_status(200);
}
