//! /v1/client/sign_ins

use nightdesk_testkit::{Identity, TestApp};

use crate::support::{ADA, PASSWORD, add_user, code, sign_in, text, token, try_password};

#[tokio::test]
async fn a_password_sign_in_reaches_a_token() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let session = sign_in(&mut browser, ADA).await;

    let client = browser.get("/v1/client").await.expect_status(200).json();
    assert_eq!(text(&client, "/response/last_active_session_id"), session);
    assert_eq!(text(&client, "/response/sessions/0/user/id"), user);
    assert!(client["response"]["sign_in"].is_null());

    let minted = token(&mut browser, &session).await.expect_status(200).json();
    assert_eq!(minted["object"], "token");
    assert_eq!(text(&minted, "/jwt").split('.').count(), 3);
}
