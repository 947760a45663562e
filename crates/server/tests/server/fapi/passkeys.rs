//! Passkeys: /v1/me/passkeys, and signing in by one.

use nightdesk_testkit::{Answer, Authenticator, Browser, Identity, TestApp, app::EXTENSION_ORIGIN};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, add_user, code, set, sign_in, text};

const PATH: &str = "/v1/me/passkeys";
const KEY: &str = "public_key_credential";
/// What passkeys are bound to when an extension makes them: the instance's site.
const SITE: &str = "nightdesk.localhost";

async fn begin(browser: &mut Browser<'_>) -> (String, String) {
    let begun = browser.post(PATH, &[]).await.expect_status(200).json();
    let nonce = text(&begun, "/response/verification/nonce");
    (format!("{PATH}/{}", text(&begun, "/response/id")), nonce)
}

/// Adds a passkey, and gives it as the answer shows it.
async fn add(browser: &mut Browser<'_>, authenticator: &mut Authenticator) -> Value {
    let (path, options) = begin(browser).await;
    let made = authenticator.create(&options, EXTENSION_ORIGIN);
    let form = [("strategy", "passkey"), (KEY, &*made)];
    browser.post(&format!("{path}/attempt_verification"), &form).await.expect_status(200).json()["response"]
        .clone()
}

/// A user with a passkey, signed in by password.
async fn ada(app: &TestApp) -> (Browser<'_>, Authenticator, String) {
    set(app, json!({"passkeys_enabled": true})).await;
    let id = add_user(app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let mut authenticator = Authenticator::new("passkey-1");
    let _ = add(&mut browser, &mut authenticator).await;
    (browser, authenticator, id)
}

async fn ask(browser: &mut Browser<'_>) -> Value {
    browser.post("/v1/client/sign_ins", &[("strategy", "passkey")]).await.expect_status(200).json()
}

async fn show(browser: &mut Browser<'_>, asked: &Value, answer: &str) -> Answer {
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(asked, "/response/id"));
    browser.post(&path, &[("strategy", "passkey"), (KEY, answer)]).await
}

fn options(asked: &Value) -> String {
    text(asked, "/response/first_factor_verification/nonce")
}

#[tokio::test]
async fn a_passkey_is_added_renamed_shown_and_taken_away() {
    let app = TestApp::development().await;
    set(&app, json!({"passkeys_enabled": true})).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    assert_eq!(code(&browser.post(PATH, &[]).await.expect_status(401)), "authentication_invalid");
    sign_in(&mut browser, ADA).await;
    let (path, asked) = begin(&mut browser).await;
    let asked: Value = serde_json::from_str(&asked).unwrap();
    assert_eq!((&asked["rp"]["id"], &asked["user"]["name"]), (&json!(SITE), &json!(ADA)));
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["passkeys"], json!([]), "it counts once it is proved");

    let mut authenticator = Authenticator::new("passkey-1");
    let added = add(&mut browser, &mut authenticator).await;
    assert_eq!(
        (&added["verification"]["status"], &added["last_used_at"]),
        (&json!("verified"), &Value::Null)
    );
    assert_eq!(browser.get(&path).await.status, 404, "the one begun before is gone");
    let path = format!("{PATH}/{}", text(&added, "/id"));
    let renamed = browser.patch(&path, &[("name", "My key")]).await.expect_status(200).json();
    assert_eq!(renamed["response"]["name"], "My key");
    let shown = browser.get(&path).await.expect_status(200).json();
    assert_eq!(shown["response"]["name"], "My key");
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["passkeys"][0]["id"], added["id"]);
    let odd = browser.patch(&path, &[("name", " ")]).await.expect_status(422);
    assert_eq!(odd.error(), ("form_param_format_invalid".into(), Some("name".into())));

    let again = authenticator.create(&begin(&mut browser).await.1, EXTENSION_ORIGIN);
    let (other, _) = begin(&mut browser).await;
    let stale = browser.post(&format!("{other}/attempt_verification"), &[(KEY, &*again)]).await;
    assert_eq!(stale.expect_status(422).error().1.as_deref(), Some(KEY), "that was another challenge");
    let spent = browser.post(&format!("{other}/attempt_verification"), &[(KEY, &*again)]).await;
    assert_eq!(code(&spent.expect_status(400)), "verification_missing");

    let gone = browser.delete(&path).await.expect_status(200).json();
    assert_eq!(gone["response"], json!({"object": "passkey", "id": added["id"], "deleted": true}));
    assert_eq!(browser.get(&path).await.status, 404);
}

#[tokio::test]
async fn somebody_else_s_passkey_is_neither_seen_nor_added() {
    let app = TestApp::development().await;
    let (mut browser, mut authenticator, _) = ada(&app).await;
    let id = text(&browser.get("/v1/me").await.json(), "/response/passkeys/0/id");
    add_user(&app, "ben@example.com").await;
    let mut ben = app.browser(Identity::DevBrowser);
    sign_in(&mut ben, "ben@example.com").await;
    let path = format!("{PATH}/{id}");
    for answer in [
        ben.get(&path).await,
        ben.patch(&path, &[("name", "mine")]).await,
        ben.delete(&path).await,
        ben.post(&format!("{path}/attempt_verification"), &[(KEY, "{}")]).await,
    ] {
        assert_eq!(code(&answer.expect_status(404)), "resource_not_found");
    }
    let (path, options) = begin(&mut ben).await;
    let copied = authenticator.create(&options, EXTENSION_ORIGIN);
    let taken = ben.post(&format!("{path}/attempt_verification"), &[(KEY, &*copied)]).await;
    assert_eq!(code(&taken.expect_status(422)), "passkey_already_exists");
}

#[tokio::test]
async fn a_passkey_signs_in_without_a_name_and_without_a_second_factor() {
    let app = TestApp::development().await;
    let (mut owner, mut authenticator, ada) = ada(&app).await;
    let totp = owner.post("/v1/me/totp", &[]).await.expect_status(200).json();
    let totp = totp_rs::TOTP::from_url(text(&totp, "/response/uri")).unwrap();
    let now = nightdesk_auth::Clock::now(&app.clock).as_secs();
    let shown = totp.generate(u64::try_from(now).unwrap());
    let _ = owner.post("/v1/me/totp/attempt_verification", &[("code", &*shown)]).await.expect_status(200);

    let mut browser = app.browser(Identity::DevBrowser);
    let asked = ask(&mut browser).await;
    let wanted: Value = serde_json::from_str(&options(&asked)).unwrap();
    assert_eq!((&wanted["rpId"], &wanted["allowCredentials"]), (&json!(SITE), &json!([])));
    let answer = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    let done = show(&mut browser, &asked, &answer).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["client"]["last_authentication_strategy"], "passkey");
    let session = &done["client"]["sessions"][0];
    assert_eq!((&session["user"]["id"], &session["factor_verification_age"]), (&json!(ada), &json!([0, 0])));
    assert!(session["user"]["passkeys"][0]["last_used_at"].is_i64());
    let backend = app.backend().get(&format!("/v1/users/{ada}")).await.expect_status(200).json();
    assert_eq!(backend["passkeys"][0]["last_used_at"], session["user"]["passkeys"][0]["last_used_at"]);
}

#[tokio::test]
async fn a_passkey_is_a_first_factor_of_its_own_user() {
    let app = TestApp::development().await;
    let (_, mut authenticator, _) = ada(&app).await;
    add_user(&app, "ben@example.com").await;
    let mut browser = app.browser(Identity::DevBrowser);
    let named = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200).json();
    let factors = named["response"]["supported_first_factors"].as_array().unwrap();
    assert!(factors.contains(&json!({"strategy": "passkey"})), "{factors:?}");
    let path = format!("/v1/client/sign_ins/{}/prepare_first_factor", text(&named, "/response/id"));
    let asked = browser.post(&path, &[("strategy", "passkey")]).await.expect_status(200).json();
    let wanted: Value = serde_json::from_str(&options(&asked)).unwrap();
    assert_eq!(wanted["allowCredentials"].as_array().unwrap().len(), 1);

    let form = [("identifier", "ben@example.com"), ("strategy", "passkey")];
    let none = browser.post("/v1/client/sign_ins", &form).await.expect_status(422);
    assert_eq!(code(&none), "strategy_for_user_invalid");
    let form = [("identifier", "ben@example.com")];
    let ben = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    let answer = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    let other = show(&mut browser, &ben, &answer).await.expect_status(422);
    assert_eq!(other.error().1.as_deref(), Some(KEY), "it is not Ben's");
}

#[tokio::test]
async fn an_answer_that_does_not_fit_signs_nobody_in() {
    let app = TestApp::development().await;
    let (_, mut authenticator, ada) = ada(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let asked = ask(&mut browser).await;
    let right = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    let mut forged = Authenticator::new("passkey-1");
    let mut unverified: Value = serde_json::from_str(&right).unwrap();
    unverified["response"]["signature"] = json!("AAAA");
    for answer in [
        "",
        "{}",
        "null",
        &unverified.to_string(),
        &forged.get(&options(&asked), EXTENSION_ORIGIN),
        &Authenticator::new("unknown").get(&options(&asked), EXTENSION_ORIGIN),
        &authenticator.get(&options(&asked), "https://evil.example"),
    ] {
        let asked = ask(&mut browser).await;
        let refused = show(&mut browser, &asked, answer).await.expect_status(422);
        assert_eq!(refused.error().1.as_deref(), Some(KEY), "{answer}");
    }
    let asked = ask(&mut browser).await;
    let wrong = show(&mut browser, &asked, &right).await.expect_status(422);
    assert_eq!(wrong.error().1.as_deref(), Some(KEY), "it answers another challenge");
    let spent = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    assert_eq!(code(&show(&mut browser, &asked, &spent).await.expect_status(400)), "verification_missing");
    let asked = ask(&mut browser).await;
    authenticator.verifies_user = false;
    let present = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    assert_eq!(show(&mut browser, &asked, &present).await.status, 422, "who holds it was not checked");
    authenticator.verifies_user = true;
    let asked = ask(&mut browser).await;
    let late = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    app.clock.advance_secs(10 * 60);
    assert_eq!(code(&show(&mut browser, &asked, &late).await.expect_status(400)), "verification_expired");

    let asked = ask(&mut browser).await;
    let answer = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    let _ = show(&mut browser, &asked, &answer).await.expect_status(200);
    let mut other = app.browser(Identity::DevBrowser);
    authenticator.rewind();
    let asked = ask(&mut other).await;
    let copy = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    assert_eq!(show(&mut other, &asked, &copy).await.status, 422, "a copy counts from where it was made");
    let _ = app.backend().post(&format!("/v1/users/{ada}/ban"), json!({})).await.expect_status(200);
    for _ in 0..20 {
        let _ = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    }
    let asked = ask(&mut other).await;
    let banned = authenticator.get(&options(&asked), EXTENSION_ORIGIN);
    assert_eq!(code(&show(&mut other, &asked, &banned).await.expect_status(403)), "user_banned");
}

#[tokio::test]
async fn pages_of_other_hosts_have_passkeys_of_their_own() {
    let app = TestApp::development().await;
    let (mut browser, _, _) = ada(&app).await;
    for (origin, id) in
        [("http://localhost:3000", "localhost"), ("http://app.nightdesk.localhost:4400", SITE)]
    {
        browser.origin = Some(origin.to_owned());
        let (path, options) = begin(&mut browser).await;
        let asked: Value = serde_json::from_str(&options).unwrap();
        assert_eq!(asked["rp"]["id"], id, "{origin}");
        let made = Authenticator::new(origin).create(&options, origin);
        let _ =
            browser.post(&format!("{path}/attempt_verification"), &[(KEY, &*made)]).await.expect_status(200);
    }
    browser.origin = Some("http://127.0.0.1:3000".to_owned());
    let address = browser.post(PATH, &[]).await.expect_status(422);
    assert_eq!(code(&address), "form_param_value_invalid", "an address has no passkeys");
}

#[tokio::test]
async fn passkeys_are_off_until_the_instance_turns_them_on() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let passkey = async |browser: &mut Browser<'_>| {
        browser.get("/v1/environment").await.json()["user_settings"]["attributes"]["passkey"].clone()
    };
    assert_eq!(passkey(&mut browser).await["enabled"], false);
    let off = browser.post("/v1/client/sign_ins", &[("strategy", "passkey")]).await.expect_status(422);
    assert_eq!(off.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
    sign_in(&mut browser, ADA).await;
    assert_eq!(browser.post(PATH, &[]).await.status, 422);
    set(&app, json!({"passkeys_enabled": true})).await;
    let on = passkey(&mut browser).await;
    assert_eq!((&on["enabled"], &on["first_factors"]), (&json!(true), &json!(["passkey"])));
    let _ = begin(&mut browser).await;
}
