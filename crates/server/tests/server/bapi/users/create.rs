use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::bapi::people::{PASSWORD, signed_in, text, user};

#[tokio::test]
async fn a_created_user_can_sign_in() {
    let app = TestApp::development().await;
    let user = user(&app, "Ada@Example.com").await;
    assert_eq!(user["email_addresses"][0]["email_address"], "Ada@Example.com");
    assert_eq!(user["email_addresses"][0]["verification"]["status"], "verified");
    assert_eq!(user["primary_email_address_id"], user["email_addresses"][0]["id"]);
    assert_eq!(user["password_enabled"], true);
    signed_in(&app, "ada@example.COM").await;
}

#[tokio::test]
async fn every_field_comes_back() {
    let app = TestApp::development().await;
    let body = json!({
        "username": "Ada_L", "first_name": "Ada", "last_name": "Lovelace", "external_id": "ext-1",
        "public_metadata": {"plan": "pro"}, "private_metadata": {"note": "x"}, "unsafe_metadata": {"theme": "dark"},
        "delete_self_enabled": false, "create_organization_enabled": false, "create_organizations_limit": 3,
        "locale": "de-CH", "bypass_client_trust": true,
        "web3_wallet": ["0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"],
        "created_at": "2012-10-20T07:15:20.902Z", "legal_accepted_at": "2012-10-20T07:15:20Z", "banned": true,
    });
    let created = app.backend().post("/v1/users", body.clone()).await.expect_status(200).json();
    let path = format!("/v1/users/{}", text(&created, "id"));
    let found = app.backend().get(&path).await.expect_status(200).json();
    assert_eq!(found, created);
    for name in [
        "username",
        "first_name",
        "last_name",
        "external_id",
        "public_metadata",
        "private_metadata",
        "create_organization_enabled",
        "create_organizations_limit",
        "locale",
        "bypass_client_trust",
    ] {
        assert_eq!(found[name], body[name], "{name}");
    }
    let wallet = &found["web3_wallets"][0];
    assert_eq!(wallet["web3_wallet"], "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359");
    assert_eq!(wallet["verification"]["status"], "verified");
    assert_eq!(found["primary_web3_wallet_id"], wallet["id"]);
    assert_eq!((&found["created_at"], &found["banned"]), (&json!(1_350_717_320_902_i64), &json!(true)));
}

#[tokio::test]
async fn identifiers_that_are_taken_name_their_field() {
    let app = TestApp::development().await;
    let wallet = "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359";
    let body = json!({
        "email_address": ["ada@example.com"], "username": "ada_l", "external_id": "ext", "web3_wallet": [wallet],
    });
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    for (field, value) in [
        ("email_address", json!(["ADA@example.com"])),
        ("username", json!("ADA_L")),
        ("external_id", json!("ext")),
        ("web3_wallet", json!([wallet])),
    ] {
        let mut body = json!({"email_address": ["other@example.com"]});
        body[field] = value;
        let answer = app.backend().post("/v1/users", body).await.expect_status(422);
        assert_eq!(answer.error(), ("form_identifier_exists".to_owned(), Some(field.to_owned())));
    }
    let count = app.backend().get("/v1/users/count").await.json();
    assert_eq!(count, json!({"object": "total_count", "total_count": 1}));
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let app = TestApp::development().await;
    for (body, code, param) in [
        (json!({}), "form_param_missing", "email_address"),
        (json!({"email_address": ["ada"]}), "form_param_format_invalid", "email_address"),
        (json!({"email_address": 7}), "form_param_format_invalid", "email_address"),
        (json!({"username": "ada_l", "password": "short"}), "form_password_length_too_short", "password"),
        (json!({"username": "ada_l", "password": ""}), "form_param_nil", "password"),
        (json!({"username": "a"}), "form_username_invalid_length", "username"),
        (
            json!({"username": "ada_l", "first_name": "a".repeat(257)}),
            "form_param_max_length_exceeded",
            "first_name",
        ),
        (json!({"username": "ada_l", "frist_name": "Ada"}), "form_param_unknown", "frist_name"),
        (json!({"username": "ada_l", "phone_number": ["+1"]}), "form_param_format_invalid", "phone_number"),
        (json!({"username": "ada_l", "created_at": "noon"}), "form_param_format_invalid", "created_at"),
        (json!({"username": "ada_l", "locale": "plain English"}), "form_param_format_invalid", "locale"),
        (json!({"username": "ada_l", "web3_wallet": ["0x1"]}), "form_param_format_invalid", "web3_wallet"),
        (
            json!({"username": "ada_l", "create_organizations_limit": -1}),
            "form_param_value_invalid",
            "create_organizations_limit",
        ),
        (json!({"username": "ada_l", "public_metadata": []}), "form_param_format_invalid", "public_metadata"),
        (json!({"username": "ada_l", "password_digest": "x"}), "form_param_missing", "password_hasher"),
        (
            json!({"username": "ada_l", "password_digest": "x", "password_hasher": "rot13"}),
            "form_param_value_invalid",
            "password_hasher",
        ),
        (
            json!({"username": "ada_l", "password_digest": "x", "password_hasher": "argon2id"}),
            "form_param_value_invalid",
            "password_digest",
        ),
    ] {
        let answer = app.backend().post("/v1/users", body.clone()).await.expect_status(422);
        assert_eq!(answer.error(), (code.to_owned(), Some(param.to_owned())), "{body}");
    }
    assert_eq!(app.backend().get("/v1/users/count").await.json()["total_count"], 0);
}

#[tokio::test]
async fn a_weak_password_may_move_in_when_checks_are_skipped() {
    let app = TestApp::development().await;
    let body = json!({"username": "ada_l", "password": "short", "skip_password_checks": true});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    let path = format!("/v1/users/{}/verify_password", text(&user, "id"));
    let _ = app.backend().post(&path, json!({"password": "short"})).await.expect_status(200);
}

#[tokio::test]
async fn bodies_that_are_no_json_object_are_refused() {
    use axum::{body::Body, http::Request};
    let app = TestApp::development().await;
    for (content_type, body, status, code) in [
        ("application/json", "{\"username\":", 400, "request_body_invalid"),
        ("application/json", "[]", 400, "request_body_invalid"),
        ("application/json", "{\"username\": \"\u{0}\"}", 400, "request_body_invalid"),
        ("application/x-www-form-urlencoded", "username=ada_l", 415, "unsupported_content_type"),
        (
            "application/json",
            &format!("{{\"a\": \"{}\"}}", "x".repeat(70_000)),
            413,
            "request_body_too_large",
        ),
    ] {
        let request = Request::post("/v1/users")
            .header("host", "127.0.0.1:4400")
            .header("authorization", format!("Bearer {}", app.secret_key))
            .header("content-type", content_type)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = app.send(request).await.expect_status(status);
        assert_eq!(answer.error().0, code);
    }
}

#[tokio::test]
async fn a_nul_byte_is_refused_before_it_reaches_the_database() {
    let app = TestApp::development().await;
    let body = json!({"username": "ada_l", "external_id": "a\u{0}b"});
    let _ = app.backend().post("/v1/users", body).await.expect_status(422);
}

#[tokio::test]
async fn second_factors_come_along_from_elsewhere() {
    let app = TestApp::development().await;
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let body = json!({"username": "ada_l", "totp_secret": secret, "backup_codes": ["Lamp-1", "lamp-2"]});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    for enabled in ["totp_enabled", "backup_code_enabled", "two_factor_enabled"] {
        assert_eq!(user[enabled], true, "{enabled}");
    }
    let verify = format!("/v1/users/{}/verify_totp", text(&user, "id"));
    let bytes = totp_rs::Secret::Encoded(secret.to_owned()).to_bytes().unwrap();
    let totp = totp_rs::TOTP::new(totp_rs::Algorithm::SHA1, 6, 1, 30, bytes, None, String::new()).unwrap();
    let now = nightdesk_auth::Clock::now(&app.clock).as_secs();
    let shown = totp.generate(u64::try_from(now).unwrap());
    for (code, code_type) in [(&*shown, "totp"), ("lamp-1", "backup_code")] {
        let right = app.backend().post(&verify, json!({"code": code})).await.expect_status(200).json();
        assert_eq!(right, json!({"verified": true, "code_type": code_type}));
    }
    let _ = app.backend().post(&verify, json!({"code": "lamp-1"})).await.expect_status(422);
    for (field, value) in [
        ("totp_secret", json!("not base32!")),
        ("totp_secret", json!("JBSWY3DP")),
        ("backup_codes", json!(["$2a$10$abcdefghijklmnopqrstuv"])),
        ("backup_codes", json!([" "])),
    ] {
        let answer = app.backend().post("/v1/users", json!({"username": "ben_m", field: value})).await;
        let expected = ("form_param_value_invalid".to_owned(), Some(field.to_owned()));
        assert_eq!(answer.expect_status(422).error(), expected);
    }
}

#[tokio::test]
async fn a_user_who_is_created_locked_waits() {
    let app = TestApp::development().await;
    let body = json!({"email_address": ["ada@example.com"], "password": PASSWORD, "locked": true});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    assert_eq!(user["locked"], true);
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "password"), ("identifier", "ada@example.com"), ("password", PASSWORD)];
    let refused = browser.post("/v1/client/sign_ins", &form).await;
    assert_eq!(refused.error().0, "user_locked");
}
