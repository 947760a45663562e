//! From a sign-in to a sign-up and back, when the provider knows somebody else than expected.

use nightdesk_testkit::{Identity, Person, TestApp};
use serde_json::json;

use crate::fapi::{
    oauth::{ADA_THERE, REDIRECT, begin, connect, follow, go, page},
    support::{ADA, PASSWORD, add_user, code, set, sign_in, text, token},
};

#[tokio::test]
async fn a_sign_in_without_an_account_goes_on_as_a_sign_up() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let early = browser.post("/v1/client/sign_ups", &[("transfer", "true")]).await;
    assert_eq!(code(&early.expect_status(401)), "authentication_invalid", "there is no client yet");
    let stranger = go(&mut browser, &provider, "sign_in", &ADA_THERE).await;
    let proof = &stranger["response"]["first_factor_verification"];
    assert_eq!(
        (&proof["status"], &proof["error"]["code"]),
        (&json!("transferable"), &json!("external_account_not_found"))
    );
    assert_eq!(stranger["response"]["status"], "needs_identifier");

    let form = [("transfer", "true"), ("unsafe_metadata", r#"{"plan":"free"}"#)];
    let done = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let user = &done["client"]["sessions"][0]["user"];
    assert_eq!(
        (&user["email_addresses"][0]["email_address"], &user["unsafe_metadata"]),
        (&json!(ADA), &json!({"plan": "free"}))
    );
    assert_eq!(user["external_accounts"][0]["provider_user_id"], "ada-7");
    let session = text(&done, "/response/created_session_id");
    let _ = token(&mut browser, &session).await.expect_status(200);

    let mut stranger = app.browser(Identity::DevBrowser);
    let begun = begin(&mut stranger, "sign_in").await;
    let nothing = stranger.post("/v1/client/sign_ups", &[("transfer", "true")]).await.expect_status(400);
    assert_eq!(code(&nothing), "verification_missing");
    let _ = follow(&mut stranger, &provider.refuse(&page(&begun), "access_denied")).await.expect_status(303);
    let denied = stranger.post("/v1/client/sign_ups", &[("transfer", "true")]).await.expect_status(400);
    assert_eq!(code(&denied), "verification_missing");
}

#[tokio::test]
async fn a_sign_up_that_runs_goes_on_at_a_provider() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("unsafe_metadata", r#"{"plan":"free"}"#)];
    let begun = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    let form = [
        ("strategy", "oauth_google"),
        ("redirect_url", REDIRECT),
        ("action_complete_redirect_url", REDIRECT),
    ];
    let going = browser.patch(&path, &form).await.expect_status(200).json();
    assert_eq!(going["response"]["id"], begun["response"]["id"]);
    let _ = follow(&mut browser, &provider.agree(&page(&going), &ADA_THERE)).await.expect_status(303);
    let done = browser.get(&path).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let client = browser.get("/v1/client").await.json();
    assert_eq!(client["response"]["sessions"][0]["user"]["unsafe_metadata"], json!({"plan": "free"}));
}

#[tokio::test]
async fn a_sign_up_with_an_account_goes_on_as_a_sign_in() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let ada = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let nothing = browser.post("/v1/client/sign_ins", &[("transfer", "true")]).await.expect_status(400);
    assert_eq!(code(&nothing), "verification_missing");
    let known = go(&mut browser, &provider, "sign_up", &ADA_THERE).await;
    let proof = &known["response"]["verifications"]["external_account"];
    assert_eq!(
        (&proof["status"], &proof["error"]["code"]),
        (&json!("transferable"), &json!("external_account_exists"))
    );
    let done = browser.post("/v1/client/sign_ins", &[("transfer", "true")]).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["client"]["sessions"][0]["user"]["id"], json!(ada));
    let again = browser.post("/v1/client/sign_ins", &[("transfer", "true")]).await;
    assert_eq!(code(&again.expect_status(400)), "verification_missing", "what was proved is used up");
}

#[tokio::test]
async fn an_address_that_only_one_side_has_verified_leads_to_nobody() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let claimed = Person { email_verified: false, ..ADA_THERE };
    let stranger = go(&mut browser, &provider, "sign_in", &claimed).await;
    assert_eq!(stranger["response"]["first_factor_verification"]["status"], "transferable");
    let taken = browser.post("/v1/client/sign_ups", &[("transfer", "true")]).await.expect_status(422);
    assert_eq!(taken.error(), ("form_identifier_exists".into(), Some("email_address".into())));

    // Here it was only typed in: whoever the provider has verified gets it.
    let typed = "ben@example.com";
    let body = json!({"username": "squatter", "password": PASSWORD});
    let squatter = app.backend().post("/v1/users", body).await.expect_status(200).json();
    let body = json!({"user_id": squatter["id"], "email_address": typed});
    let _ = app.backend().post("/v1/email_addresses", body).await.expect_status(200);
    let ben = Person { sub: "ben-8", email: Some(typed), email_verified: true, given_name: "Ben" };
    let mut other = app.browser(Identity::DevBrowser);
    let signed_up = go(&mut other, &provider, "sign_up", &ben).await;
    assert_eq!(signed_up["response"]["status"], "complete");
    assert_ne!(signed_up["response"]["created_user_id"], squatter["id"]);
    let path = format!("/v1/users/{}", text(&squatter, "/id"));
    let left = app.backend().get(&path).await.expect_status(200).json();
    assert_eq!((&left["email_addresses"], &left["primary_email_address_id"]), (&json!([]), &json!(null)));
}

#[tokio::test]
async fn an_instance_that_takes_no_new_users_takes_none_from_a_provider() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    set(&app, json!({"sign_up_enabled": false})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let stranger = go(&mut browser, &provider, "sign_in", &ADA_THERE).await;
    assert_eq!(stranger["response"]["first_factor_verification"]["status"], "transferable");
    for form in [&[("transfer", "true")][..], &[("strategy", "oauth_google"), ("redirect_url", REDIRECT)]] {
        let closed = browser.post("/v1/client/sign_ups", form).await.expect_status(403);
        assert_eq!(code(&closed), "sign_up_mode_restricted");
    }
}

#[tokio::test]
async fn who_may_not_come_in_is_told_why() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let ada = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let error =
        |attempt: &serde_json::Value| attempt["response"]["first_factor_verification"]["error"].clone();
    let begun = begin(&mut browser, "sign_in").await;
    sign_in(&mut browser, ADA).await;
    // Meanwhile somebody signed in another way, in the same browser: the attempt was over then.
    let _ = follow(&mut browser, &provider.agree(&page(&begun), &ADA_THERE)).await.expect_status(303);
    let exists = browser
        .post("/v1/client/sign_ins", &[("strategy", "oauth_google"), ("redirect_url", REDIRECT)])
        .await;
    assert_eq!(code(&exists.expect_status(400)), "session_exists");

    set(&app, json!({"single_session_mode": false})).await;
    let again = go(&mut browser, &provider, "sign_in", &ADA_THERE).await;
    assert_eq!(error(&again)["code"], "identifier_already_signed_in");
    assert_eq!(
        error(&again)["meta"]["session_id"],
        browser.get("/v1/client").await.json()["response"]["sessions"][0]["id"]
    );

    let _ = app.backend().post(&format!("/v1/users/{ada}/ban"), json!({})).await.expect_status(200);
    let mut other = app.browser(Identity::DevBrowser);
    let banned = go(&mut other, &provider, "sign_in", &ADA_THERE).await;
    assert_eq!(
        (&error(&banned)["code"], &banned["response"]["status"]),
        (&json!("user_banned"), &json!("needs_identifier"))
    );
    let known = go(&mut other, &provider, "sign_up", &ADA_THERE).await;
    assert_eq!(known["response"]["verifications"]["external_account"]["status"], "transferable");
    let refused = other.post("/v1/client/sign_ins", &[("transfer", "true")]).await.expect_status(403);
    assert_eq!(code(&refused), "user_banned");
}
