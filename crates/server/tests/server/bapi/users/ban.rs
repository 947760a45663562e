use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::bapi::people::{PASSWORD, signed_in, text, user};

async fn sign_in_status(app: &TestApp) -> u16 {
    let form = [("strategy", "password"), ("identifier", "ada@example.com"), ("password", PASSWORD)];
    app.browser(Identity::DevBrowser).post("/v1/client/sign_ins", &form).await.status
}

#[tokio::test]
async fn a_banned_user_is_signed_out_and_stays_out() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let mut browser = signed_in(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}", text(&user, "id"));
    let banned = app.backend().post(&format!("{path}/ban"), json!({})).await.expect_status(200).json();
    assert_eq!(banned["banned"], true);
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
    assert_eq!(sign_in_status(&app).await, 403);
    let unbanned = app.backend().post(&format!("{path}/unban"), json!({})).await.expect_status(200).json();
    assert_eq!(unbanned["banned"], false);
    assert_eq!(sign_in_status(&app).await, 200);
}

#[tokio::test]
async fn a_locked_user_waits_until_it_is_unlocked() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}", text(&user, "id"));
    let locked = app.backend().post(&format!("{path}/lock"), json!({})).await.expect_status(200).json();
    assert_eq!(locked["locked"], true);
    assert_eq!(sign_in_status(&app).await, 403);
    let unlocked = app.backend().post(&format!("{path}/unlock"), json!({})).await.expect_status(200).json();
    assert_eq!(unlocked["locked"], false);
    assert_eq!(sign_in_status(&app).await, 200);
}
