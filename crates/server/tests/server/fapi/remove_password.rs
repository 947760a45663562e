//! POST /v1/me/remove_password

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, PASSWORD, add_user, code, sign_in, text, try_password};

const PATH: &str = "/v1/me/remove_password";

#[tokio::test]
async fn a_password_is_taken_off_by_who_knows_it() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let missing = browser.post(PATH, &[]).await.expect_status(422).error();
    assert_eq!(missing, ("form_param_nil".into(), Some("current_password".into())));
    let wrong = browser.post(PATH, &[("current_password", "wrong horse battery")]).await.expect_status(422);
    assert_eq!(wrong.error(), ("form_password_incorrect".into(), Some("current_password".into())));
    let done = browser.post(PATH, &[("current_password", PASSWORD)]).await.expect_status(200).json();
    assert_eq!(done["response"]["password_enabled"], false);
    assert_eq!(done["client"]["sessions"][0]["user"]["password_enabled"], false);
    assert_eq!(
        code(&browser.post(PATH, &[("current_password", PASSWORD)]).await.expect_status(404)),
        "resource_not_found"
    );
    let gone = try_password(&mut app.browser(Identity::DevBrowser), ADA, PASSWORD).await;
    assert_eq!(code(&gone), "strategy_for_user_invalid");
}

#[tokio::test]
async fn who_could_not_sign_in_without_it_keeps_it_and_a_stale_session_proves_first() {
    let app = TestApp::development().await;
    let body = json!({"username": "countess", "password": PASSWORD});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    assert_eq!(user["email_addresses"], json!([]));
    let mut browser = app.browser(Identity::DevBrowser);
    let done = try_password(&mut browser, "countess", PASSWORD).await.expect_status(200).json();
    assert_eq!(text(&done, "/response/status"), "complete");
    let form = [("current_password", PASSWORD)];
    let refused = browser.post(PATH, &form).await.expect_status(403);
    assert_eq!(code(&refused), "last_identification_deletion_failed");
    app.clock.advance_secs(600);
    assert_eq!(code(&browser.post(PATH, &form).await.expect_status(403)), "session_reverification_required");
}
