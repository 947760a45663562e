//! Links sent by e-mail: GET /v1/verify and the strategy that leads there.

use nightdesk_auth::{code::LIFETIME_SECS, model::Environment};
use nightdesk_testkit::{
    Answer, Browser, Identity, TestApp, TestDatabase, app::PAGE_ORIGIN, on_both_databases,
};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, code, set, sign_in, text};

const LINK: (&str, &str) = ("strategy", "email_link");
const REDIRECT: &str = "http://app.nightdesk.localhost:4400/done?a=1&__clerk_status=verified#/next";
const REDIRECT_URL: (&str, &str) = ("redirect_url", REDIRECT);

on_both_databases! {
    a_link_signs_in_the_tab_that_asked_for_it,
    a_link_completes_a_sign_up,
}

/// A development instance with links.
async fn with_links(database: TestDatabase) -> TestApp {
    let app = TestApp::on(database, Environment::Development).await;
    set(&app, json!({"email_link": true})).await;
    app
}

/// The query that following a link ended with.
fn arrived(answer: Answer) -> String {
    let answer = answer.expect_status(303);
    let location = answer.header("location").unwrap();
    let rest = location.strip_prefix("http://app.nightdesk.localhost:4400/done?a=1&").unwrap();
    rest.strip_suffix("#/next").unwrap().to_owned()
}

/// Follows the newest link to Ada as somebody who shows nothing.
async fn follow(app: &TestApp) -> String {
    let link = app.link_for(ADA).await;
    arrived(app.browser(Identity::DevBrowser).get(&link).await)
}

/// Begins a sign-in by link, and returns its path.
async fn begin(browser: &mut Browser<'_>) -> String {
    let form = [LINK, ("identifier", ADA), REDIRECT_URL];
    let begun = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    let proof = &begun["response"]["first_factor_verification"];
    assert_eq!((&proof["strategy"], &proof["status"]), (&json!("email_link"), &json!("unverified")));
    format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"))
}

async fn a_link_signs_in_the_tab_that_asked_for_it(database: TestDatabase) {
    let app = with_links(database).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let path = begin(&mut browser).await;
    let waiting = browser.get(&path).await.expect_status(200).json();
    assert_eq!(waiting["response"]["first_factor_verification"]["status"], "unverified");
    let message = app.outbox().await.pop().unwrap();
    assert!(message.body.contains(message.link.as_deref().unwrap()) && message.code.is_none());

    let query = follow(&app).await;
    let session = query.strip_prefix("__clerk_status=verified&__clerk_created_session=").unwrap().to_owned();
    let done = browser.get(&path).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["response"]["created_session_id"], json!(session));
    assert_eq!(done["response"]["first_factor_verification"]["status"], "verified");
    assert_eq!(done["client"]["sessions"][0]["id"], json!(session));
    assert_eq!(done["client"]["last_authentication_strategy"], "email_link");
    assert_eq!(follow(&app).await, "__clerk_status=failed", "a link is good once");
}

async fn a_link_completes_a_sign_up(database: TestDatabase) {
    let app = with_links(database).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [LINK, ("email_address", ADA), REDIRECT_URL];
    let begun = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let proof = &begun["response"]["verifications"]["email_address"];
    assert_eq!(proof["strategy"], "email_link");
    assert_eq!(proof["supported_strategies"], json!(["email_code", "email_link"]));
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    assert_eq!(follow(&app).await, "__clerk_status=verified", "the password is still missing");
    let shown = browser.get(&path).await.expect_status(200).json();
    assert_eq!(shown["response"]["unverified_fields"], json!([]));
    let done = browser.patch(&path, &[("password", PASSWORD)]).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(browser.get("/v1/me").await.json()["response"]["email_addresses"][0]["email_address"], ADA);

    let mut other = app.browser(Identity::DevBrowser);
    let address = "ben@example.com";
    let form = [("email_address", address), ("password", PASSWORD)];
    let begun = other.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    let form = [LINK, REDIRECT_URL];
    let _ = other.post(&format!("{path}/prepare_verification"), &form).await.expect_status(200);
    let link = app.link_for(address).await;
    let query = arrived(app.browser(Identity::DevBrowser).get(&link).await);
    let session = query.strip_prefix("__clerk_status=verified&__clerk_created_session=").unwrap();
    let done = other.get(&path).await.expect_status(200).json();
    assert_eq!(done["response"]["created_session_id"], json!(session));
    assert_eq!(done["client"]["sessions"][0]["id"], json!(session));
}

#[tokio::test]
async fn a_link_proves_an_address_of_a_user() {
    let app = with_links(TestDatabase::sqlite()).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let list = "/v1/me/email_addresses";
    let added = browser.post(list, &[("email_address", "ada@work.example")]).await.expect_status(200).json();
    let path = format!("{list}/{}", text(&added, "/response/id"));
    let prepare = format!("{path}/prepare_verification");
    let sent = browser.post(&prepare, &[LINK, REDIRECT_URL]).await.expect_status(200).json();
    assert_eq!(sent["response"]["verification"]["strategy"], "email_link");
    let link = app.link_for("ada@work.example").await;
    let query = arrived(app.browser(Identity::DevBrowser).get(&link).await);
    assert_eq!(query, "__clerk_status=verified");
    let shown = browser.get(&path).await.expect_status(200).json();
    assert_eq!(shown["response"]["verification"]["status"], "verified");
    let again = browser.post(&prepare, &[LINK, REDIRECT_URL]).await.expect_status(400);
    assert_eq!(code(&again), "verification_already_verified");
}

#[tokio::test]
async fn links_go_out_only_where_the_instance_has_them() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let offered = async |browser: &mut Browser<'_>| {
        let begun = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.json();
        let factors = begun["response"]["supported_first_factors"].as_array().unwrap().clone();
        factors.iter().any(|factor| factor["strategy"] == "email_link")
    };
    let form = [LINK, ("identifier", ADA), REDIRECT_URL];
    let refused = browser.post("/v1/client/sign_ins", &form).await.expect_status(422);
    assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
    assert!(!offered(&mut browser).await);
    set(&app, json!({"email_link": true})).await;
    assert!(offered(&mut browser).await);
    let environment = browser.get("/v1/environment").await.json();
    let email = &environment["user_settings"]["attributes"]["email_address"];
    assert_eq!(email["verifications"], json!(["email_code", "email_link"]));
    set(&app, json!({"email_code": false})).await;
    let form = [("strategy", "email_code"), ("identifier", ADA)];
    let refused = browser.post("/v1/client/sign_ins", &form).await.expect_status(422);
    assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
}

#[tokio::test]
async fn a_link_leads_only_where_the_instance_sends_people() {
    let app = with_links(TestDatabase::sqlite()).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.json();
    let path = format!("/v1/client/sign_ins/{}/prepare_first_factor", text(&begun, "/response/id"));
    for (redirect_url, expected) in [
        ("/done", "form_param_format_invalid"),
        ("javascript:alert(1)", "form_param_format_invalid"),
        ("https://app.nightdesk.localhost@evil.example/", "form_param_format_invalid"),
        ("https://evil.example/", "form_param_value_invalid"),
    ] {
        let answer = browser.post(&path, &[LINK, ("redirect_url", redirect_url)]).await.expect_status(422);
        assert_eq!(answer.error(), (expected.into(), Some("redirect_url".into())), "{redirect_url}");
    }
    assert!(app.outbox().await.is_empty());
    let _ = browser.post(&path, &[LINK]).await.expect_status(200);
    let followed = browser.get(&app.link_for(ADA).await).await.expect_status(303);
    let page = followed.header("location").unwrap();
    assert!(
        page.starts_with("https://auth.nightdesk.localhost:4400/verify?__clerk_status=verified"),
        "{page}"
    );
}

#[tokio::test]
async fn late_outdated_and_foreign_links_prove_nothing() {
    let app = with_links(TestDatabase::sqlite()).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let path = begin(&mut browser).await;
    let first = app.link_for(ADA).await;
    let prepare = format!("{path}/prepare_first_factor");
    let _ = browser.post(&prepare, &[LINK, REDIRECT_URL]).await.expect_status(200);
    let outdated = app.browser(Identity::DevBrowser).get(&first).await;
    assert_eq!(arrived(outdated), "__clerk_status=failed");
    app.clock.advance_secs(LIFETIME_SECS);
    assert_eq!(follow(&app).await, "__clerk_status=expired");
    let shown = browser.get(&path).await.expect_status(200).json();
    assert_eq!(shown["response"]["first_factor_verification"]["status"], "expired");
    for token in ["", "nonsense", "eyJhbGciOiJub25lIn0.e30."] {
        let answer = app.browser(Identity::DevBrowser).get(&format!("/v1/verify?token={token}")).await;
        assert_eq!(code(&answer.expect_status(400)), "verification_invalid_link_token", "{token}");
    }
    let other = with_links(TestDatabase::sqlite()).await;
    let strange = other.browser(Identity::DevBrowser).get(&first).await.expect_status(400);
    assert_eq!(code(&strange), "verification_invalid_link_token");
}

#[tokio::test]
async fn links_have_an_end_like_codes() {
    let app = with_links(TestDatabase::sqlite()).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let prepare = format!("{}/prepare_first_factor", begin(&mut browser).await);
    for _ in 1..10 {
        let _ = browser.post(&prepare, &[LINK, REDIRECT_URL]).await.expect_status(200);
    }
    let flooded = browser.post(&prepare, &[LINK, REDIRECT_URL]).await.expect_status(429);
    assert!(flooded.header("retry-after").is_some());
}

#[tokio::test]
async fn a_second_factor_is_asked_for_after_a_link_too() {
    let app = with_links(TestDatabase::sqlite()).await;
    let user = add_user(&app, ADA).await;
    let body = json!({
        "user_id": user, "phone_number": "+12125552368", "verified": true, "reserved_for_second_factor": true,
    });
    let _ = app.backend().post("/v1/phone_numbers", body).await.expect_status(200);
    let mut browser = app.browser(Identity::DevBrowser);
    let path = begin(&mut browser).await;
    assert_eq!(follow(&app).await, "__clerk_status=verified");
    let shown = browser.get(&path).await.expect_status(200).json();
    assert_eq!(shown["response"]["status"], "needs_second_factor");
    assert_eq!(shown["response"]["created_session_id"], Value::Null);
}

#[tokio::test]
async fn a_link_followed_on_another_client_opens_nothing_unless_the_instance_allows_it() {
    for required in [true, false] {
        let app = TestApp::production().await;
        let settings = json!({
            "email_link": true, "email_link_same_client": required, "allowed_origins": [PAGE_ORIGIN],
        });
        set(&app, settings).await;
        add_user(&app, ADA).await;
        let mut page = app.browser(Identity::Cookie);
        let environment = page.get("/v1/environment").await.json();
        let shown = &environment["user_settings"]["attack_protection"]["email_link"]["require_same_client"];
        assert_eq!(shown, &json!(required));
        let path = begin(&mut page).await;
        let link = app.link_for(ADA).await;
        let mut elsewhere = app.browser(Identity::Cookie);
        elsewhere.origin = None;
        let query = arrived(elsewhere.get(&link).await);
        assert!(!elsewhere.cookies.contains_key("__client"), "nobody is signed in where the link was opened");
        if !required {
            assert!(query.starts_with("__clerk_status=verified&__clerk_created_session="), "{query}");
            let done = page.get(&path).await.expect_status(200).json();
            assert_eq!(done["response"]["status"], "complete");
            continue;
        }
        assert_eq!(query, "__clerk_status=client_mismatch");
        let waiting = page.get(&path).await.expect_status(200).json();
        assert_eq!(waiting["response"]["first_factor_verification"]["status"], "unverified");

        // In the browser that asked for it the same link still works, and the client's token moves on.
        let before = page.cookies["__client"].clone();
        page.origin = None;
        let query = arrived(page.get(&link).await);
        assert!(query.starts_with("__clerk_status=verified&__clerk_created_session="), "{query}");
        assert_ne!(page.cookies["__client"], before);
        let done = page.get(&path).await.expect_status(200).json();
        let own = &done["client"]["id"];
        assert_eq!(&done["response"]["first_factor_verification"]["verified_at_client"], own);
    }
}

#[tokio::test]
async fn in_development_another_browser_is_told_by_the_address() {
    let app = with_links(TestDatabase::sqlite()).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    begin(&mut browser).await;
    let mut other = app.browser(Identity::DevBrowser);
    let _ = other.get("/v1/client").await;
    let link = app.link_for(ADA).await;
    assert_eq!(arrived(other.get(&link).await), "__clerk_status=client_mismatch");
    assert!(arrived(browser.get(&link).await).starts_with("__clerk_status=verified&"));
}
