//! Signing in, up and out.

use nightdesk_client_native::{Params, SignInStatus, SignUpStatus};
use serde_json::json;

use crate::server::{ADA, PASSWORD, Server, sign_in};

#[tokio::test]
async fn a_password_signs_in_and_the_token_verifies_by_the_published_keys() {
    for server in [Server::development().await, Server::production().await] {
        let client = server.builder().build().unwrap();
        assert!(!client.load().await.unwrap().is_signed_in());
        assert_eq!(client.session_token().await.unwrap(), None);

        let session = sign_in(&client).await;
        assert_eq!(client.auth().session().unwrap().id, session);
        assert_eq!(client.auth().user().unwrap().primary_email_address(), Some(ADA));
        let token = client.session_token().await.unwrap().unwrap();
        let claims = server.app.claims(token.expose()).await;
        assert_eq!(claims["sid"], session);
        assert!(claims["exp"].as_i64().unwrap() * 1000 > server.app.clock.now_ms());
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused_with_the_servers_code() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    let refused = client.sign_in().create(Params::password(ADA, "wrong")).await.unwrap_err();
    assert_eq!(refused.code(), "form_password_incorrect");
    assert!(!refused.is_passing() && !format!("{refused:?} {refused}").contains("wrong"));
    assert!(!client.load().await.unwrap().is_signed_in());
}

#[tokio::test]
async fn a_code_by_mail_signs_in_also_after_a_restart_of_the_program() {
    let server = Server::development().await;
    let folder = tempfile::tempdir().unwrap();
    let program = || {
        let storage = nightdesk_client_native::FileStorage::open(folder.path()).unwrap();
        server.builder().storage(storage).build().unwrap()
    };
    let client = program();
    let mut begun = client.sign_in().create(Params::identifier(ADA)).await.unwrap();
    assert_eq!(begun.status, SignInStatus::NeedsFirstFactor);
    begun.send_code("email_code").await.unwrap();
    drop((begun, client));

    let client = program();
    client.reload().await.unwrap();
    let mut sign_in = client.sign_in().current().unwrap();
    let wrong = sign_in.attempt_first_factor(Params::code("email_code", "000000")).await.unwrap_err();
    assert_eq!(wrong.code(), "form_code_incorrect");
    let code = server.app.code_for(ADA).await;
    sign_in.attempt_first_factor(Params::code("email_code", &code)).await.unwrap();
    assert_eq!(sign_in.status, SignInStatus::Complete);
    assert!(client.session_token().await.unwrap().is_some());
}

#[tokio::test]
async fn a_sign_up_is_verified_by_mail() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    let fields = [("email_address", "grace@example.com"), ("password", PASSWORD)];
    let mut sign_up = client.sign_up().create(fields).await.unwrap();
    assert_eq!(sign_up.unverified_fields, ["email_address"]);
    sign_up.prepare_verification([("strategy", "email_code")]).await.unwrap();
    let code = server.app.code_for("grace@example.com").await;
    sign_up.attempt_verification(Params::code("email_code", &code)).await.unwrap();
    assert_eq!(sign_up.status, SignUpStatus::Complete);
    assert_eq!(client.auth().user().map(|user| user.id.clone()), sign_up.created_user_id);
}

#[tokio::test]
async fn a_ticket_from_a_backend_signs_in() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    let users = server.app.backend().get("/v1/users").await.expect_status(200).json();
    let ask = json!({"user_id": users[0]["id"]});
    let ticket = server.app.backend().post("/v1/sign_in_tokens", ask).await.expect_status(200).json();
    client.sign_in().create(Params::ticket(ticket["token"].as_str().unwrap())).await.unwrap();
    assert!(client.auth().is_signed_in());
}

#[tokio::test]
async fn a_sign_out_is_told_to_subscribers() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    let mut auth = client.subscribe();
    assert!(!auth.borrow_and_update().is_loaded);
    sign_in(&client).await;
    auth.wait_for(|auth| auth.is_signed_in()).await.unwrap();
    client.sign_out().await.unwrap();
    auth.wait_for(|auth| !auth.is_signed_in()).await.unwrap();
    assert_eq!(client.session_token().await.unwrap(), None);
}

#[tokio::test]
async fn any_other_call_goes_through_the_core_too() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    sign_in(&client).await;
    let user = client.request("PATCH", "/me", [("first_name", "Ada")]).await.unwrap();
    assert_eq!(user["first_name"], "Ada");
    let known = client.auth().user().and_then(|user| user.first_name.clone());
    assert_eq!(known.as_deref(), Some("Ada"), "what came with the answer is taken over");
}
