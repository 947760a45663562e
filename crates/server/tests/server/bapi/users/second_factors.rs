//! Second factors as backends handle them, bans of many users at once, and passwords taken away.

use nightdesk_testkit::{Browser, TestApp};
use serde_json::{Value, json};
use totp_rs::TOTP;

use crate::bapi::people::{signed_in, text, user};

const ADA: &str = "ada@example.com";

/// Sets an application up, and returns its link and a backup code.
async fn set_up(app: &TestApp, browser: &mut Browser<'_>) -> (String, String) {
    let begun = browser.post("/v1/me/totp", &[]).await.expect_status(200).json();
    let uri = text(&begun["response"], "uri").to_owned();
    let done = browser.post("/v1/me/totp/attempt_verification", &[("code", &shown(app, &uri))]).await;
    let done = done.expect_status(200).json();
    app.clock.advance_secs(30);
    (uri, done["response"]["backup_codes"][0].as_str().unwrap().to_owned())
}

fn shown(app: &TestApp, uri: &str) -> String {
    let now = nightdesk_auth::Clock::now(&app.clock).as_secs();
    TOTP::from_url(uri).unwrap().generate(u64::try_from(now).unwrap())
}

#[tokio::test]
async fn a_backend_checks_codes_and_takes_factors_off() {
    let app = TestApp::development().await;
    let ada = user(&app, ADA).await;
    let path = format!("/v1/users/{}", text(&ada, "id"));
    let verify = format!("{path}/verify_totp");
    let none = app.backend().post(&verify, json!({"code": "000000"})).await.expect_status(422);
    assert_eq!(none.error().0, "strategy_for_user_invalid");

    let mut browser = signed_in(&app, ADA).await;
    let (uri, backup) = set_up(&app, &mut browser).await;
    let wrong = app.backend().post(&verify, json!({"code": "000000"})).await.expect_status(422);
    assert_eq!(wrong.error().0, "form_code_incorrect");
    let right =
        app.backend().post(&verify, json!({"code": shown(&app, &uri)})).await.expect_status(200).json();
    assert_eq!(right, json!({"verified": true, "code_type": "totp"}));
    let right = app.backend().post(&verify, json!({"code": backup})).await.expect_status(200).json();
    assert_eq!(right, json!({"verified": true, "code_type": "backup_code"}));
    let used = app.backend().post(&verify, json!({"code": backup})).await.expect_status(422);
    assert_eq!(used.error().0, "form_code_incorrect");

    let enabled = async || {
        let user: Value = app.backend().get(&path).await.expect_status(200).json();
        (user["totp_enabled"] == true, user["backup_code_enabled"] == true)
    };
    assert_eq!(enabled().await, (true, true));
    let gone = app.backend().delete(&format!("{path}/backup_code")).await.expect_status(200).json();
    assert_eq!(gone, json!({"user_id": ada["id"]}));
    assert_eq!(enabled().await, (true, false));
    for name in ["totp", "mfa"] {
        let gone = app.backend().delete(&format!("{path}/{name}")).await.expect_status(200).json();
        assert_eq!(gone, json!({"user_id": ada["id"]}));
        assert_eq!(enabled().await, (false, false));
        set_up(&app, &mut browser).await;
        assert_eq!(enabled().await, (true, true));
    }
    let _ = app.backend().delete("/v1/users/user_no/mfa").await.expect_status(404);
}

#[tokio::test]
async fn many_users_are_banned_and_let_in_again_all_or_none() {
    let app = TestApp::development().await;
    let (ada, bob) = (user(&app, ADA).await, user(&app, "bob@example.com").await);
    let mut browser = signed_in(&app, ADA).await;
    let ids = json!({"user_ids": [ada["id"], bob["id"]]});
    let half = app.backend().post("/v1/users/ban", json!({"user_ids": [ada["id"], "user_no"]})).await;
    let _ = half.expect_status(404);
    assert_eq!(
        browser.get("/v1/client").await.json()["response"]["sessions"].as_array().map(Vec::len),
        Some(1)
    );
    let banned = app.backend().post("/v1/users/ban", ids.clone()).await.expect_status(200).json();
    assert!(banned.as_array().unwrap().iter().all(|user| user["banned"] == true), "{banned}");
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
    let unbanned = app.backend().post("/v1/users/unban", ids).await.expect_status(200).json();
    assert!(unbanned.as_array().unwrap().iter().all(|user| user["banned"] == false), "{unbanned}");
    signed_in(&app, ADA).await;
    for (body, code) in [
        (json!({}), "form_param_missing"),
        (json!({"user_ids": vec!["user_a"; 51]}), "form_param_value_invalid"),
    ] {
        let answer = app.backend().post("/v1/users/ban", body).await.expect_status(422);
        assert_eq!(answer.error(), (code.to_owned(), Some("user_ids".to_owned())));
    }
}

#[tokio::test]
async fn a_password_is_taken_away_and_sessions_end_on_wish() {
    let app = TestApp::development().await;
    let ada = user(&app, ADA).await;
    let mut browser = signed_in(&app, ADA).await;
    let path = format!("/v1/users/{}/remove_password", text(&ada, "id"));
    let changed = app.backend().post(&path, json!({})).await.expect_status(200).json();
    assert_eq!(changed["password_enabled"], false);
    let sessions = browser.get("/v1/client").await.json()["response"]["sessions"].clone();
    assert_eq!(sessions.as_array().map(Vec::len), Some(1));
    let _ = app.backend().post(&path, json!({"sign_out_of_other_sessions": true})).await.expect_status(200);
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
}
