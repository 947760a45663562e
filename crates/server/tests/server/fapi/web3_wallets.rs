//! Wallets: /v1/me/web3_wallets, and signing in and up by one.

use nightdesk_testkit::{Answer, Browser, Identity, TestApp, Wallet};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, add_user, code, set, sign_in, text};

const PATH: &str = "/v1/me/web3_wallets";
const STRATEGY: (&str, &str) = ("strategy", "web3_metamask_signature");

/// Adds a wallet, proved by its signature, and gives it as the answer shows it.
async fn add(browser: &mut Browser<'_>, wallet: &Wallet) -> Value {
    let begun = browser.post(&format!("{PATH}/"), &[("web3_wallet", &*wallet.address())]).await;
    let path = format!("{PATH}/{}", text(&begun.expect_status(200).json(), "/response/id"));
    let asked = browser.post(&format!("{path}/prepare_verification"), &[STRATEGY]).await.expect_status(200);
    let message = text(&asked.json(), "/response/verification/message");
    let form = [("signature", &*wallet.sign(&message))];
    browser.post(&format!("{path}/attempt_verification"), &form).await.expect_status(200).json()["response"]
        .clone()
}

async fn ada(app: &TestApp) -> (Browser<'_>, String) {
    set(app, json!({"web3_wallets_enabled": true})).await;
    let id = add_user(app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    (browser, id)
}

async fn sign(browser: &mut Browser<'_>, begun: &Value, signature: &str) -> Answer {
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", text(begun, "/response/id"));
    browser.post(&path, &[STRATEGY, ("signature", signature)]).await
}

#[tokio::test]
async fn a_wallet_is_proved_by_a_signature_over_a_message_of_ours() {
    let app = TestApp::development().await;
    let (mut browser, id) = ada(&app).await;
    let (wallet, other) = (Wallet::new(1), Wallet::new(2));
    let begun = browser.post(PATH, &[("web3_wallet", &*wallet.address())]).await.expect_status(200).json();
    assert_eq!(
        (&begun["response"]["object"], &begun["response"]["verification"]),
        (&json!("web3_wallet"), &Value::Null)
    );
    let address = text(&begun, "/response/web3_wallet");
    assert_eq!(address.to_lowercase(), wallet.address());
    let path = format!("{PATH}/{}", text(&begun, "/response/id"));
    let early = browser.post(&format!("{path}/attempt_verification"), &[("signature", "0x")]).await;
    assert_eq!(code(&early.expect_status(400)), "verification_missing");
    let asked =
        browser.post(&format!("{path}/prepare_verification"), &[STRATEGY]).await.expect_status(200).json();
    let proof = &asked["response"]["verification"];
    assert_eq!(
        (&proof["status"], &proof["strategy"]),
        (&json!("unverified"), &json!("web3_metamask_signature"))
    );
    let message = text(proof, "/message");
    assert!(
        message.starts_with(&format!(
            "abcdefghijklmnopabcdefghijklmnop wants you to sign in with your Ethereum account:\n{address}\n"
        )),
        "{message}"
    );
    assert!(message.contains(&format!("Nonce: {}\n", text(proof, "/nonce"))), "{message}");

    for wrong in [other.sign(&message), wallet.sign("something else"), "0x00".to_owned(), "junk".to_owned()] {
        let refused = browser.post(&format!("{path}/attempt_verification"), &[("signature", &*wrong)]).await;
        assert_eq!(
            refused.expect_status(422).error(),
            ("form_param_value_invalid".into(), Some("signature".into()))
        );
    }
    let form = [("signature", &*wallet.sign(&message))];
    let proved = browser.post(&format!("{path}/attempt_verification"), &form).await.expect_status(200).json();
    assert_eq!(proved["response"]["verification"]["status"], "verified");
    let shown = browser.get(&path).await.expect_status(200).json();
    assert_eq!(shown["response"], proved["response"]);
    let list = browser.get(PATH).await.expect_status(200).json();
    assert_eq!(list, json!([shown["response"]]));
    let user = browser.get("/v1/me").await.json();
    assert_eq!(user["response"]["web3_wallets"], list);
    assert_eq!(user["response"]["primary_web3_wallet_id"], shown["response"]["id"]);
    let backend = app.backend().get(&format!("/v1/users/{id}")).await.expect_status(200).json();
    assert_eq!(backend["web3_wallets"][0]["web3_wallet"], address);
    let again = browser.post(&format!("{path}/attempt_verification"), &form).await.expect_status(400);
    assert_eq!(code(&again), "verification_already_verified");
    let twice = browser.post(PATH, &[("web3_wallet", &*wallet.address())]).await.expect_status(422);
    assert_eq!(code(&twice), "form_identifier_exists");

    let gone = browser.delete(&path).await.expect_status(200).json();
    assert_eq!(
        (&gone["response"]["id"], &gone["response"]["deleted"]),
        (&shown["response"]["id"], &json!(true))
    );
    assert_eq!(browser.get(PATH).await.json(), json!([]));
}

#[tokio::test]
async fn users_choose_the_wallet_that_is_shown_first() {
    let app = TestApp::development().await;
    let (mut browser, _) = ada(&app).await;
    let first = add(&mut browser, &Wallet::new(1)).await;
    app.clock.advance_secs(1);
    let second = add(&mut browser, &Wallet::new(2)).await;
    let me = browser.get("/v1/me").await.json();
    assert_eq!(me["response"]["primary_web3_wallet_id"], first["id"]);
    let form = [("primary_web3_wallet_id", second["id"].as_str().unwrap())];
    let changed = browser.patch("/v1/me", &form).await.expect_status(200).json();
    assert_eq!(changed["response"]["primary_web3_wallet_id"], second["id"]);
    let unproved = browser.post(PATH, &[("web3_wallet", &*Wallet::new(3).address())]).await.json();
    let form = [("primary_web3_wallet_id", &*text(&unproved, "/response/id"))];
    let refused = browser.patch("/v1/me", &form).await.expect_status(422);
    assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some("primary_web3_wallet_id".into())));
}

#[tokio::test]
async fn a_message_is_good_for_a_while_and_for_a_few_tries() {
    let app = TestApp::development().await;
    let (mut browser, _) = ada(&app).await;
    let wallet = Wallet::new(1);
    let begun = browser.post(PATH, &[("web3_wallet", &*wallet.address())]).await.json();
    let path = format!("{PATH}/{}", text(&begun, "/response/id"));
    let prepare = format!("{path}/prepare_verification");
    let attempt = format!("{path}/attempt_verification");
    let asked = browser.post(&prepare, &[STRATEGY]).await.expect_status(200).json();
    let late = wallet.sign(&text(&asked, "/response/verification/message"));
    app.clock.advance_secs(10 * 60);
    let expired = browser.post(&attempt, &[("signature", &*late)]).await.expect_status(400);
    assert_eq!(code(&expired), "verification_expired");
    let asked = browser.post(&prepare, &[STRATEGY]).await.expect_status(200).json();
    assert_eq!(
        browser.post(&attempt, &[("signature", &*late)]).await.status,
        422,
        "that was another message"
    );
    for _ in 1..5 {
        assert_eq!(browser.post(&attempt, &[("signature", "0x")]).await.status, 422);
    }
    let right = wallet.sign(&text(&asked, "/response/verification/message"));
    assert_eq!(code(&browser.post(&attempt, &[("signature", &*right)]).await), "verification_failed");
    let odd = browser.post(&prepare, &[("strategy", "web3_solana_signature")]).await.expect_status(422);
    assert_eq!(odd.error().1.as_deref(), Some("strategy"));
}

#[tokio::test]
async fn a_wallet_is_one_user_s_and_only_its_owner_can_say_so() {
    let app = TestApp::development().await;
    let (mut browser, _) = ada(&app).await;
    let wallet = Wallet::new(1);
    add_user(&app, "ben@example.com").await;
    let mut ben = app.browser(Identity::DevBrowser);
    sign_in(&mut ben, "ben@example.com").await;
    // What Ben merely claims is in nobody's way.
    let claimed = ben.post(PATH, &[("web3_wallet", &*wallet.address())]).await.expect_status(200).json();
    let added = add(&mut browser, &wallet).await;
    let path = format!("{PATH}/{}", text(&added, "/id"));
    for answer in [
        ben.get(&path).await,
        ben.delete(&path).await,
        ben.post(&format!("{path}/prepare_verification"), &[STRATEGY]).await,
        ben.post(&format!("{path}/attempt_verification"), &[("signature", "0x")]).await,
    ] {
        assert_eq!(code(&answer.expect_status(404)), "resource_not_found");
    }
    let taken = ben.post(PATH, &[("web3_wallet", &*wallet.address())]).await.expect_status(422);
    assert_eq!(taken.error(), ("form_identifier_exists".into(), Some("web3_wallet".into())));
    let theirs = format!("{PATH}/{}", text(&claimed, "/response/id"));
    let asked =
        ben.post(&format!("{theirs}/prepare_verification"), &[STRATEGY]).await.expect_status(200).json();
    let signature = wallet.sign(&text(&asked, "/response/verification/message"));
    let late = ben.post(&format!("{theirs}/attempt_verification"), &[("signature", &*signature)]).await;
    assert_eq!(code(&late.expect_status(422)), "form_identifier_exists");
    for (address, expected) in [("", "form_param_nil"), ("0x12", "form_param_format_invalid")] {
        assert_eq!(code(&ben.post(PATH, &[("web3_wallet", address)]).await.expect_status(422)), expected);
    }
}

#[tokio::test]
async fn a_wallet_signs_its_user_in() {
    let app = TestApp::development().await;
    let (mut owner, id) = ada(&app).await;
    let wallet = Wallet::new(1);
    let added = add(&mut owner, &wallet).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("identifier", &*wallet.address())];
    let begun = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    let factors = begun["response"]["supported_first_factors"].as_array().unwrap();
    let factor = json!({"strategy": "web3_metamask_signature", "web3_wallet_id": added["id"]});
    assert!(factors.contains(&factor), "{factors:?}");
    let early = sign(&mut browser, &begun, "0x").await;
    assert_eq!(code(&early.expect_status(400)), "verification_missing");
    let path = format!("/v1/client/sign_ins/{}/prepare_first_factor", text(&begun, "/response/id"));
    let wallet_id = text(&added, "/id");
    let form = [STRATEGY, ("web3_wallet_id", &*wallet_id)];
    let asked = browser.post(&path, &form).await.expect_status(200).json();
    let message = text(&asked, "/response/first_factor_verification/message");
    let wrong = sign(&mut browser, &begun, &Wallet::new(2).sign(&message)).await;
    assert_eq!(wrong.expect_status(422).error().1.as_deref(), Some("signature"));
    let done = sign(&mut browser, &begun, &wallet.sign(&message)).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["client"]["sessions"][0]["user"]["id"], json!(id));
    assert_eq!(done["client"]["last_authentication_strategy"], "web3_metamask_signature");
    let unknown = app
        .browser(Identity::DevBrowser)
        .post("/v1/client/sign_ins", &[("identifier", &*Wallet::new(3).address())])
        .await;
    assert_eq!(code(&unknown.expect_status(422)), "form_identifier_not_found");
}

#[tokio::test]
async fn a_wallet_signs_up() {
    let app = TestApp::development().await;
    set(&app, json!({"web3_wallets_enabled": true})).await;
    let wallet = Wallet::new(1);
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("web3_wallet", &*wallet.address())];
    let at_once = browser.post("/v1/client/sign_ups", &[form[0], STRATEGY]).await.expect_status(200).json();
    assert_eq!(at_once["response"]["verifications"]["web3_wallet"]["next_action"], "needs_attempt");
    let begun = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    assert_eq!(begun["response"]["unverified_fields"], json!(["web3_wallet"]));
    assert_eq!(text(&begun, "/response/web3_wallet").to_lowercase(), wallet.address());
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    let asked =
        browser.post(&format!("{path}/prepare_verification"), &[STRATEGY]).await.expect_status(200).json();
    let proof = &asked["response"]["verifications"]["web3_wallet"];
    assert_eq!(proof["next_action"], "needs_attempt");
    let message = text(proof, "/message");
    let attempt = format!("{path}/attempt_verification");
    let wrong = browser.post(&attempt, &[STRATEGY, ("signature", "0x")]).await.expect_status(422);
    assert_eq!(wrong.error().1.as_deref(), Some("signature"));
    let form = [STRATEGY, ("signature", &*wallet.sign(&message))];
    let proved = browser.post(&attempt, &form).await.expect_status(200).json();
    assert_eq!(proved["response"]["unverified_fields"], json!([]));
    assert_eq!(proved["response"]["missing_fields"], json!(["email_address"]), "a wallet needs no password");
    let _ = browser.patch(&path, &[("email_address", ADA)]).await.expect_status(200);
    let email = ("strategy", "email_code");
    let _ = browser.post(&format!("{path}/prepare_verification"), &[email]).await.expect_status(200);
    let right = app.code_for(ADA).await;
    let done = browser.post(&attempt, &[email, ("code", &*right)]).await.expect_status(200).json();
    assert_eq!(
        (&done["response"]["status"], &done["response"]["has_password"]),
        (&json!("complete"), &json!(false))
    );
    let user = &done["client"]["sessions"][0]["user"];
    assert_eq!(text(user, "/web3_wallets/0/web3_wallet").to_lowercase(), wallet.address());

    let mut other = app.browser(Identity::DevBrowser);
    let taken = other.post("/v1/client/sign_ups", &[("web3_wallet", &*wallet.address())]).await;
    assert_eq!(
        taken.expect_status(422).error(),
        ("form_identifier_exists".into(), Some("web3_wallet".into()))
    );
}

#[tokio::test]
async fn wallets_are_off_until_the_instance_turns_them_on() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let shown = async |browser: &mut Browser<'_>| {
        browser.get("/v1/environment").await.json()["user_settings"]["attributes"]["web3_wallet"].clone()
    };
    assert_eq!(shown(&mut browser).await["enabled"], false);
    let form = [("web3_wallet", &*Wallet::new(1).address())];
    let off = browser.post("/v1/client/sign_ups", &form).await.expect_status(422);
    assert_eq!(off.error(), ("form_param_value_invalid".into(), Some("web3_wallet".into())));
    sign_in(&mut browser, ADA).await;
    assert_eq!(browser.post(PATH, &form).await.status, 422);
    set(&app, json!({"web3_wallets_enabled": true})).await;
    let on = shown(&mut browser).await;
    assert_eq!(on["enabled"], true);
    assert!(on["first_factors"].as_array().unwrap().contains(&json!("web3_metamask_signature")));
    assert_eq!(browser.post(PATH, &form).await.status, 200);
}
