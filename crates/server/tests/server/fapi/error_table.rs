//! Every code that official clients act on: when it comes, and with what.
//!
//! The snapshot beside this is the table: status, code, texts and `meta`. What no flow of this server gives is listed
//! with the reason, so that a code cannot be forgotten.

use std::collections::BTreeMap;

use nightdesk_testkit::{Answer, Browser, Identity, TestApp, insta::assert_json_snapshot};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, PASSWORD, add_user, set, sign_in, text, try_password};

/// The codes by which the official SDKs branch, see "Errors" in `docs/protocol.md`.
const KNOWN_TO_CLIENTS: [&str; 49] = [
    "already_a_member_in_organization",
    "authentication_invalid",
    "captcha_invalid",
    "captcha_missing_token",
    "captcha_not_enabled",
    "clerk_key_invalid",
    "dev_browser_unauthenticated",
    "external_account_exists",
    "external_account_not_found",
    "form_code_incorrect",
    "form_identifier_exists",
    "form_identifier_not_found",
    "form_new_password_matches_current",
    "form_param_format_invalid",
    "form_param_nil",
    "form_param_value_invalid",
    "form_password_compromised",
    "form_password_incorrect",
    "form_password_length_too_short",
    "form_password_not_strong_enough",
    "form_password_or_identifier_incorrect",
    "form_password_pwned",
    "form_password_untrusted",
    "form_username_invalid_length",
    "identifier_already_signed_in",
    "invitation_account_not_exists",
    "missing_expired_token",
    "native_api_disabled",
    "not_allowed_access",
    "not_allowed_to_sign_up",
    "oauth_access_denied",
    "oauth_callback_failed",
    "organization_membership_quota_exceeded",
    "origin_invalid",
    "passkey_already_exists",
    "protect_check_already_resolved",
    "protect_check_invalid",
    "protect_check_required",
    "requires_captcha",
    "resource_not_found",
    "session_exists",
    "session_reverification_required",
    "sign_up_mode_restricted",
    "sign_up_restricted_waitlist",
    "signup_rate_limit_exceeded",
    "strategy_for_user_invalid",
    "user_banned",
    "user_deactivated",
    "user_locked",
];

/// Codes of theirs that no flow of this server gives.
const NEVER: [(&str, &str); 22] = [
    ("already_a_member_in_organization", "there are no organizations"),
    ("captcha_invalid", "there are no bot checks"),
    ("captcha_missing_token", "there are no bot checks"),
    ("captcha_not_enabled", "there are no bot checks"),
    ("dev_browser_unauthenticated", "a caller without a development browser gets one"),
    ("external_account_exists", "it stands in a verification, not in an answer of its own"),
    ("external_account_not_found", "it stands in a verification, not in an answer of its own"),
    ("form_password_compromised", "tested with the operation that marks passwords"),
    ("form_password_or_identifier_incorrect", "which of the two is wrong is said"),
    ("form_password_untrusted", "passwords are right or wrong"),
    ("missing_expired_token", "tokens need no earlier one"),
    ("native_api_disabled", "native applications are always let in"),
    ("not_allowed_to_sign_up", "the lists refuse with not_allowed_access"),
    ("oauth_access_denied", "it stands in a verification, not in an answer of its own"),
    ("oauth_callback_failed", "tested with the providers"),
    ("organization_membership_quota_exceeded", "there are no organizations"),
    ("passkey_already_exists", "tested with the passkeys"),
    ("protect_check_already_resolved", "there are no such checks"),
    ("protect_check_invalid", "there are no such checks"),
    ("protect_check_required", "there are no such checks"),
    ("requires_captcha", "there are no bot checks"),
    ("user_deactivated", "users are banned or not"),
];

/// Tested elsewhere or not there yet: see the tests by these names.
const ELSEWHERE: [&str; 2] = ["session_reverification_required", "signup_rate_limit_exceeded"];

/// The table as it is filled.
#[derive(Default)]
struct Table(BTreeMap<String, Value>);

impl Table {
    fn add(&mut self, answer: &Answer) {
        let body = answer.json();
        let error = &body["errors"][0];
        let row = json!({
            "status": answer.status, "message": error["message"], "long_message": error["long_message"],
            "meta": error["meta"],
        });
        self.0.insert(text(error, "/code"), row);
    }
}

async fn sign_up(app: &TestApp, form: &[(&str, &str)]) -> Answer {
    app.browser(Identity::DevBrowser).post("/v1/client/sign_ups", form).await
}

async fn signed_in<'a>(app: &'a TestApp, address: &str) -> Browser<'a> {
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, address).await;
    browser
}

async fn restrict(app: &TestApp, switches: Value) {
    let _ = app.backend().patch("/v1/instance/restrictions", switches).await.expect_status(200);
}

/// Identifiers, parameters and passwords of forms.
async fn forms(table: &mut Table) {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    table.add(&try_password(&mut browser, "nobody@example.com", PASSWORD).await);
    table.add(&try_password(&mut browser, ADA, "wrong horse").await);
    table.add(&browser.post("/v1/client/sign_ins", &[("strategy", "telepathy")]).await);
    table.add(&browser.post("/v1/client/sign_ins", &[("strategy", "password"), ("password", "")]).await);
    let begun = browser.post("/v1/client/sign_ins", &[("strategy", "email_code"), ("identifier", ADA)]).await;
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(&begun.json(), "/response/id"));
    table.add(&browser.post(&path, &[("strategy", "email_code"), ("code", "000000")]).await);
    table.add(&browser.get("/v1/client/sign_ins/sia_nobody").await);
    table.add(&sign_up(&app, &[("email_address", ADA)]).await);
    table.add(&sign_up(&app, &[("email_address", "ada")]).await);
    table.add(&sign_up(&app, &[("username", "a")]).await);
    table.add(&sign_up(&app, &[("password", "short")]).await);
    set(&app, json!({"password_settings": {"min_zxcvbn_strength": 4}})).await;
    table.add(&sign_up(&app, &[("password", "password1")]).await);
    let mut ada = signed_in(&app, ADA).await;
    let form = [("current_password", PASSWORD), ("new_password", PASSWORD)];
    table.add(&ada.post("/v1/me/change_password", &form).await);
    let nameless = json!({"username": "nameless", "skip_password_requirement": true});
    let _ = app.backend().post("/v1/users", nameless).await.expect_status(200);
    table.add(&try_password(&mut app.browser(Identity::DevBrowser), "nameless", PASSWORD).await);
}

/// Who calls, and who is in the way.
async fn identities(table: &mut Table) {
    let app = TestApp::development().await;
    let ada = add_user(&app, ADA).await;
    add_user(&app, "ben@example.com").await;
    table.add(&app.browser(Identity::DevBrowser).get("/v1/me").await);
    table.add(&app.backend().with_key("sk_test_wrong").get("/v1/users").await);
    let production = TestApp::production().await;
    table.add(&production.browser(Identity::Extension).get("/v1/client").await);
    let mut browser = signed_in(&app, ADA).await;
    table.add(&try_password(&mut browser, "ben@example.com", PASSWORD).await);
    set(&app, json!({"single_session_mode": false})).await;
    table.add(&try_password(&mut browser, ADA, PASSWORD).await);
    let _ = app.backend().post(&format!("/v1/users/{ada}/lock"), json!({})).await.expect_status(200);
    let mut stranger = app.browser(Identity::DevBrowser);
    table.add(&try_password(&mut stranger, ADA, PASSWORD).await);
    let _ = app.backend().post(&format!("/v1/users/{ada}/unlock"), json!({})).await.expect_status(200);
    let _ = app.backend().post(&format!("/v1/users/{ada}/ban"), json!({})).await.expect_status(200);
    table.add(&try_password(&mut stranger, ADA, PASSWORD).await);
}

/// Who may have an account.
async fn restrictions(table: &mut Table) {
    let app = TestApp::development().await;
    let invitation = json!({"email_address": ADA, "notify": false});
    let invitation = app.backend().post("/v1/invitations", invitation).await.expect_status(200).json();
    let url = text(&invitation, "/url");
    let form = [("strategy", "ticket"), ("ticket", url.split_once("ticket=").unwrap().1)];
    table.add(&app.browser(Identity::DevBrowser).post("/v1/client/sign_ins", &form).await);
    restrict(&app, json!({"allowlist": true})).await;
    table.add(&sign_up(&app, &[("email_address", ADA)]).await);
    set(&app, json!({"sign_up_mode": "restricted"})).await;
    table.add(&sign_up(&app, &[("email_address", ADA)]).await);
    set(&app, json!({"sign_up_mode": "waitlist"})).await;
    table.add(&sign_up(&app, &[("email_address", ADA)]).await);
}

#[tokio::test]
async fn every_code_that_clients_act_on_comes_as_the_table_says() {
    let mut table = Table::default();
    forms(&mut table).await;
    identities(&mut table).await;
    restrictions(&mut table).await;
    // Needs a list of breaches, so it is tested with that.
    let elsewhere = ["form_password_pwned"].into_iter().chain(ELSEWHERE);
    let accounted: Vec<_> = table
        .0
        .keys()
        .map(String::as_str)
        .chain(NEVER.iter().map(|(code, _)| *code))
        .chain(elsewhere)
        .collect();
    let forgotten: Vec<_> = KNOWN_TO_CLIENTS.iter().filter(|code| !accounted.contains(code)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
    for (code, reason) in NEVER {
        assert!(!table.0.contains_key(code), "{code} does come, although {reason}");
    }
    assert_json_snapshot!("errors", table.0, { ".**.session_id" => "[session id]" });
}
