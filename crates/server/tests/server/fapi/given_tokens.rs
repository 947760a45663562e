//! Sign-in and sign-up by a token that an application got from a provider itself

use nightdesk_auth::model::Environment;
use nightdesk_testkit::{
    Answer, Browser, Fault, Identity, TestApp, TestDatabase, TestProvider, on_both_databases,
};
use serde_json::{Value, json};

use crate::fapi::{
    oauth::{ADA_THERE, connect},
    support::{ADA, add_user, code, set},
};

on_both_databases! { googles_button_signs_up_whom_it_could_not_sign_in }

async fn bring(browser: &mut Browser<'_>, kind: &str, strategy: &str, token: &str) -> Answer {
    browser.post(&format!("/v1/client/{kind}"), &[("strategy", strategy), ("token", token)]).await
}

/// Who is signed in after an attempt that is complete.
fn signed_in(attempt: &Value) -> &Value {
    assert_eq!(attempt["response"]["status"], "complete");
    let session = &attempt["client"]["sessions"][0];
    assert_eq!(session["id"], attempt["response"]["created_session_id"]);
    &session["user"]
}

async fn googles_button_signs_up_whom_it_could_not_sign_in(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let provider = connect(&app).await;
    let token = provider.id_token(&ADA_THERE);
    let mut browser = app.browser(Identity::DevBrowser);
    let unknown = bring(&mut browser, "sign_ins", "google_one_tap", &token).await;
    assert_eq!(code(&unknown.expect_status(422)), "external_account_not_found");
    let made = bring(&mut browser, "sign_ups", "google_one_tap", &token).await.expect_status(200).json();
    let user = signed_in(&made);
    assert_eq!(user["email_addresses"][0]["verification"]["strategy"], "from_oauth_google");
    assert_eq!(user["external_accounts"][0]["provider_user_id"], "ada-7");

    let mut elsewhere = app.browser(Identity::DevBrowser);
    let again = bring(&mut elsewhere, "sign_ins", "google_one_tap", &token).await.expect_status(200).json();
    assert_eq!(signed_in(&again)["id"], user["id"]);
    let taken = bring(&mut app.browser(Identity::DevBrowser), "sign_ups", "google_one_tap", &token).await;
    assert_eq!(code(&taken.expect_status(422)), "form_identifier_exists");
}

#[tokio::test]
async fn a_native_sign_in_of_somebody_new_goes_on_as_a_sign_up() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let token = provider.id_token(&ADA_THERE);
    let begun = bring(&mut browser, "sign_ins", "oauth_token_google", &token).await.expect_status(200).json();
    let proof = &begun["response"]["first_factor_verification"];
    assert_eq!((&proof["status"], &proof["strategy"]), (&json!("transferable"), &json!("oauth_google")));
    assert_eq!(proof["error"]["code"], "external_account_not_found");
    let form = [("transfer", "true")];
    let made = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    assert_eq!(signed_in(&made)["email_addresses"][0]["email_address"], ADA);
}

#[tokio::test]
async fn an_address_that_both_sides_have_verified_leads_to_its_account() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let id = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let token = provider.id_token(&ADA_THERE);
    let done = bring(&mut browser, "sign_ins", "oauth_token_google", &token).await.expect_status(200).json();
    assert_eq!(signed_in(&done)["id"], json!(id));
    let banned = app.backend().post(&format!("/v1/users/{id}/ban"), json!({})).await;
    let _ = banned.expect_status(200);
    let refused = bring(&mut app.browser(Identity::DevBrowser), "sign_ins", "google_one_tap", &token).await;
    assert_eq!(code(&refused.expect_status(403)), "user_banned");
}

#[tokio::test]
async fn a_token_that_is_not_to_be_believed_signs_nobody_in() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let refused = async |strategy: &str, token: &str| {
        let answer = bring(&mut app.browser(Identity::DevBrowser), "sign_ins", strategy, token).await;
        answer.expect_status(422).error()
    };
    let unfit = |field: &str| ("form_param_value_invalid".to_owned(), Some(field.to_owned()));
    for fault in [Fault::Key, Fault::Issuer, Fault::Audience, Fault::Expired] {
        provider.fail(Some(fault));
        let token = provider.id_token(&ADA_THERE);
        assert_eq!(refused("google_one_tap", &token).await, unfit("token"), "{fault:?}");
    }
    provider.fail(None);
    let token = provider.id_token(&ADA_THERE);
    assert_eq!(refused("google_one_tap", "a.b.c").await, unfit("token"));
    assert_eq!(refused("google_one_tap", "").await, ("form_param_nil".to_owned(), Some("token".to_owned())));
    for strategy in ["oauth_token_github", "oauth_token_custom_acme", "oauth_token_"] {
        assert_eq!(refused(strategy, &token).await, unfit("strategy"), "{strategy}");
    }
    app.clock.advance_secs(10 * 60 + 1);
    assert_eq!(refused("google_one_tap", &token).await, unfit("token"), "it was made too long ago");
}

#[tokio::test]
async fn the_keys_of_a_provider_are_read_once_in_a_while() {
    let app = TestApp::development().await;
    let provider: TestProvider = connect(&app).await;
    add_user(&app, ADA).await;
    let sign_in = async || {
        let token = provider.id_token(&ADA_THERE);
        let mut browser = app.browser(Identity::DevBrowser);
        let _ = bring(&mut browser, "sign_ins", "google_one_tap", &token).await.expect_status(200);
        provider.keys_read()
    };
    assert_eq!((sign_in().await, sign_in().await), (1, 1));
    // A key that nobody has published is looked for once more, and then not again for a while.
    let made_up = format!("{}.e30.AA", "eyJhbGciOiJSUzI1NiIsImtpZCI6Im90aGVyIn0");
    app.clock.advance_secs(30);
    for _ in 0..3 {
        let _ = bring(&mut app.browser(Identity::DevBrowser), "sign_ins", "google_one_tap", &made_up).await;
    }
    assert_eq!(provider.keys_read(), 2);
    app.clock.advance_secs(10 * 60);
    assert_eq!(sign_in().await, 3);
}

#[tokio::test]
async fn no_provider_is_asked_where_no_account_can_come_of_it() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    set(&app, json!({"sign_up_mode": "restricted"})).await;
    let token = provider.id_token(&ADA_THERE);
    let refused = bring(&mut app.browser(Identity::DevBrowser), "sign_ups", "google_one_tap", &token).await;
    assert_eq!(code(&refused.expect_status(403)), "sign_up_mode_restricted");
    assert_eq!(provider.keys_read(), 0);
}

#[tokio::test]
async fn googles_button_knows_who_the_instance_is() {
    let app = TestApp::development().await;
    let shown = async || {
        let environment = app.browser(Identity::DevBrowser).get("/v1/environment").await.expect_status(200);
        environment.json()["display_config"]["google_one_tap_client_id"].clone()
    };
    assert_eq!(shown().await, Value::Null);
    connect(&app).await;
    assert_eq!(shown().await, nightdesk_testkit::provider::CLIENT_ID);
}
