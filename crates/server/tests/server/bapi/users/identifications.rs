//! DELETE /v1/users/{user_id}/passkeys/... and /web3_wallets/...

use nightdesk_testkit::{Authenticator, Identity, TestApp, Wallet, app::EXTENSION_ORIGIN};
use serde_json::{Value, json};

fn text(body: &Value, pointer: &str) -> String {
    body.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}: {body}")).to_owned()
}

/// A user with a passkey and a wallet.
async fn ada(app: &TestApp) -> Value {
    let on = json!({"passkeys_enabled": true, "web3_wallets_enabled": true});
    let _ = app.backend().patch("/v1/instance", on).await.expect_status(204);
    let password = "correct horse battery";
    let body = json!({"email_address": ["ada@example.com"], "password": password});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "password"), ("identifier", "ada@example.com"), ("password", password)];
    let _ = browser.post("/v1/client/sign_ins", &form).await.expect_status(200);

    let begun = browser.post("/v1/me/passkeys", &[]).await.expect_status(200).json();
    let options = text(&begun, "/response/verification/nonce");
    let made = Authenticator::new("passkey-1").create(&options, EXTENSION_ORIGIN);
    let path = format!("/v1/me/passkeys/{}/attempt_verification", text(&begun, "/response/id"));
    let _ = browser.post(&path, &[("public_key_credential", &made)]).await.expect_status(200);

    let wallet = Wallet::new(1);
    let begun = browser.post("/v1/me/web3_wallets", &[("web3_wallet", &wallet.address())]).await.json();
    let path = format!("/v1/me/web3_wallets/{}", text(&begun, "/response/id"));
    let form = [("strategy", "web3_metamask_signature")];
    let asked = browser.post(&format!("{path}/prepare_verification"), &form).await.expect_status(200).json();
    let signature = wallet.sign(&text(&asked, "/response/verification/message"));
    let form = [("signature", &*signature)];
    let _ = browser.post(&format!("{path}/attempt_verification"), &form).await.expect_status(200);
    app.backend().get(&format!("/v1/users/{}", text(&user, "/id"))).await.expect_status(200).json()
}

#[tokio::test]
async fn a_backend_takes_passkeys_and_wallets_off_a_user() {
    let app = TestApp::development().await;
    let user = ada(&app).await;
    let backend = app.backend();
    let other = json!({"email_address": ["ben@example.com"], "skip_password_requirement": true});
    let other = text(&backend.post("/v1/users", other).await.expect_status(200).json(), "/id");
    let id = text(&user, "/id");
    let address = text(&user, "/web3_wallets/0/web3_wallet");
    for (query, expected) in [
        (format!("web3_wallet={}", address.to_lowercase()), 1),
        (format!("web3_wallet=0x1&web3_wallet={address}"), 1),
        (format!("web3_wallet={address}&username=nobody"), 0),
        (format!("provider=oauth_google&provider_user_id={address}"), 0),
    ] {
        let found = backend.get(&format!("/v1/users?{query}")).await.expect_status(200).json();
        assert_eq!(found.as_array().unwrap().len(), expected, "{query}");
    }
    assert_eq!(user["passkeys"][0]["verification"]["status"], "verified");
    for (list, object, wrong) in
        [("passkeys", "passkey", "web3_wallets"), ("web3_wallets", "web3_wallet", "passkeys")]
    {
        let held = text(&user, &format!("/{list}/0/id"));
        for path in [format!("{other}/{list}"), format!("{id}/{wrong}")] {
            let refused = backend.delete(&format!("/v1/users/{path}/{held}")).await;
            assert_eq!(refused.expect_status(404).error().0, "resource_not_found", "{path}");
        }
        let gone = backend.delete(&format!("/v1/users/{id}/{list}/{held}")).await.expect_status(200).json();
        assert_eq!(gone, json!({"object": object, "id": held, "deleted": true}));
        let after = backend.get(&format!("/v1/users/{id}")).await.expect_status(200).json();
        assert_eq!(after[list], json!([]));
    }
}
