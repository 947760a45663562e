//! /v1/me/external_accounts

use nightdesk_testkit::{Answer, Browser, Identity, Person, TestApp, TestProvider};
use serde_json::{Value, json};

use crate::fapi::{
    oauth::{ADA_THERE, REDIRECT, connect, follow, go},
    support::{ADA, add_user, code, sign_in, text},
};

const PATH: &str = "/v1/me/external_accounts";

async fn ask(browser: &mut Browser<'_>, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("strategy", "oauth_google"), ("redirect_url", REDIRECT)];
    form.extend_from_slice(more);
    browser.post(PATH, &form).await
}

/// Connects the account of `person`, and gives it as the user has it then.
async fn add(browser: &mut Browser<'_>, provider: &TestProvider, person: &Person) -> Value {
    let begun = ask(browser, &[]).await.expect_status(200).json();
    let page = text(&begun, "/response/verification/external_verification_redirect_url");
    let _ = follow(browser, &provider.agree(&page, person)).await.expect_status(303);
    let user = browser.get("/v1/me").await.expect_status(200).json();
    let accounts = user["response"]["external_accounts"].as_array().unwrap();
    accounts.iter().find(|account| account["id"] == begun["response"]["id"]).unwrap().clone()
}

#[tokio::test]
async fn a_user_connects_an_account_and_signs_in_with_it() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let ada = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(code(&ask(&mut browser, &[]).await.expect_status(401)), "authentication_invalid");
    sign_in(&mut browser, ADA).await;
    let left = ask(&mut browser, &[("additional_scope", "calendar mail")]).await.expect_status(200).json();
    let page = text(&left, "/response/verification/external_verification_redirect_url");
    assert!(page.contains("scope=openid+profile+email+calendar+mail"), "{page}");
    assert_eq!(left["response"]["verification"]["status"], "unverified");

    let other =
        Person { sub: "work-9", email: Some("ada@work.example"), email_verified: true, given_name: "A" };
    let account = add(&mut browser, &provider, &other).await;
    assert_eq!(
        (&account["provider"], &account["provider_user_id"]),
        (&json!("oauth_google"), &json!("work-9"))
    );
    assert_eq!(account["verification"]["status"], "verified");
    assert_eq!(account["email_address"], "ada@work.example");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(
        user["response"]["external_accounts"].as_array().unwrap().len(),
        1,
        "the one left behind is gone"
    );

    let mut elsewhere = app.browser(Identity::DevBrowser);
    let signed_in = go(&mut elsewhere, &provider, "sign_in", &other).await;
    assert_eq!(signed_in["client"]["sessions"][0]["user"]["id"], json!(ada));
}

#[tokio::test]
async fn an_account_of_somebody_else_is_not_connected() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let mut ada = app.browser(Identity::DevBrowser);
    sign_in(&mut ada, ADA).await;
    let account = add(&mut ada, &provider, &ADA_THERE).await;
    let path = format!("{PATH}/{}", text(&account, "/id"));

    add_user(&app, "ben@example.com").await;
    let mut ben = app.browser(Identity::DevBrowser);
    sign_in(&mut ben, "ben@example.com").await;
    let refused = add(&mut ben, &provider, &ADA_THERE).await;
    assert_eq!(refused["verification"]["error"]["code"], "external_account_exists");
    assert_eq!(
        (&refused["verification"]["status"], &refused["provider_user_id"]),
        (&json!("failed"), &json!(""))
    );
    let begun = ask(&mut ben, &[]).await.expect_status(200).json();
    let page = text(&begun, "/response/verification/external_verification_redirect_url");
    let _ = follow(&mut ben, &provider.refuse(&page, "access_denied")).await.expect_status(303);
    let user = ben.get("/v1/me").await.json();
    let account = &user["response"]["external_accounts"][0];
    assert_eq!(account["verification"]["error"]["code"], "oauth_access_denied");

    for (method, tail) in [("DELETE", ""), ("DELETE", "/tokens"), ("PATCH", "/reauthorize")] {
        let form = [("redirect_url", REDIRECT)];
        let answer = match method {
            "PATCH" => ben.patch(&format!("{path}{tail}"), &form).await,
            _ => ben.delete(&format!("{path}{tail}")).await,
        };
        assert_eq!(code(&answer.expect_status(404)), "resource_not_found", "{method} {tail}");
    }
}

#[tokio::test]
async fn an_account_is_connected_anew_as_the_same_one_only() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let account = add(&mut browser, &provider, &ADA_THERE).await;
    let path = format!("{PATH}/{}/reauthorize", text(&account, "/id"));
    let form = [("redirect_url", REDIRECT), ("additional_scope", "mail"), ("additional_scope", "calendar")];
    let mut anew = async |person: &Person| {
        let begun = browser.patch(&path, &form).await.expect_status(200).json();
        assert_eq!(begun["response"]["verification"]["status"], "verified", "it stays connected meanwhile");
        let page = text(&begun, "/response/verification/external_verification_redirect_url");
        assert!(page.contains("mail+calendar"), "{page}");
        let _ = follow(&mut browser, &provider.agree(&page, person)).await.expect_status(303);
        browser.get("/v1/me").await.json()["response"]["external_accounts"][0].clone()
    };
    let other = Person { sub: "work-9", ..ADA_THERE };
    let wrong = anew(&other).await;
    assert_eq!(
        (&wrong["provider_user_id"], &wrong["verification"]["status"]),
        (&json!("ada-7"), &json!("verified"))
    );
    assert_eq!(wrong["verification"]["error"]["code"], "external_account_not_found");
    let renamed = Person { given_name: "Augusta", ..ADA_THERE };
    let right = anew(&renamed).await;
    assert_eq!((&right["first_name"], &right["verification"]["error"]), (&json!("Augusta"), &Value::Null));
    let nowhere = browser.patch(&path, &[("redirect_url", "https://evil.example/")]).await.expect_status(422);
    assert_eq!(nowhere.error().1.as_deref(), Some("redirect_url"));
}

#[tokio::test]
async fn tokens_and_accounts_can_be_taken_away() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let ada = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let account = add(&mut browser, &provider, &ADA_THERE).await;
    let path = format!("{PATH}/{}", text(&account, "/id"));
    let tokens = async || {
        let path = format!("/v1/users/{ada}/oauth_access_tokens/oauth_google");
        app.backend().get(&path).await.expect_status(200).json()
    };
    assert_eq!(tokens().await.as_array().unwrap().len(), 1);
    let user = browser.delete(&format!("{path}/tokens")).await.expect_status(200).json();
    assert_eq!(
        (&user["response"]["id"], &user["response"]["external_accounts"][0]["approved_scopes"]),
        (&json!(ada), &json!(""))
    );
    assert_eq!(tokens().await, json!([]));
    let revoked = provider.revoked();
    assert!(matches!(revoked.as_slice(), [token] if token.starts_with("refresh-")), "{revoked:?}");
    let gone = browser.delete(&path).await.expect_status(200).json();
    assert_eq!(gone["response"], json!({"object": "external_account", "id": account["id"], "deleted": true}));
    assert_eq!(gone["client"]["sessions"][0]["user"]["external_accounts"], json!([]));
    assert_eq!(browser.delete(&path).await.status, 404);
}

#[tokio::test]
async fn the_last_way_to_sign_in_is_not_taken_away() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let done = go(&mut browser, &provider, "sign_up", &ADA_THERE).await;
    let user = &done["client"]["sessions"][0]["user"];
    let address = text(user, "/email_addresses/0/id");
    let _ = app.backend().delete(&format!("/v1/email_addresses/{address}")).await.expect_status(200);
    let path = format!("{PATH}/{}", text(user, "/external_accounts/0/id"));
    let refused = browser.delete(&path).await.expect_status(403);
    assert_eq!(code(&refused), "last_identification_deletion_failed");
}
