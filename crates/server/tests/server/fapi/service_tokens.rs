//! POST /v1/me/tokens

use nightdesk_testkit::{Identity, TestApp};
use serde_json::json;

use crate::fapi::support::{ADA, add_user, code, sign_in, text};

#[tokio::test]
async fn a_service_gets_tokens_by_the_template_named_after_it() {
    let app = TestApp::development().await;
    let user = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(browser.post("/v1/me/tokens", &[("service", "database")]).await.status, 401);
    sign_in(&mut browser, ADA).await;
    let unknown = browser.post("/v1/me/tokens", &[("service", "database")]).await.expect_status(404);
    assert_eq!(code(&unknown), "resource_not_found");
    let template = json!({"name": "database", "claims": {"role": "reader"}});
    let _ = app.backend().post("/v1/jwt_templates", template).await.expect_status(200);
    let minted = browser.post("/v1/me/tokens", &[("service", "database")]).await.expect_status(200).json();
    let claims = app.claims(&text(&minted, "/jwt")).await;
    assert_eq!((&claims["sub"], &claims["role"]), (&json!(user), &json!("reader")));
    assert_eq!(code(&browser.post("/v1/me/tokens", &[]).await.expect_status(422)), "form_param_missing");
}
