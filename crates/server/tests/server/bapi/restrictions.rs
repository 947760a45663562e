//! Lists of identifiers, and the switches that make them count.

use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

use crate::bapi::people::{PASSWORD, text, user};

async fn restrict(app: &TestApp, switches: Value) -> Value {
    app.backend().patch("/v1/instance/restrictions", switches).await.expect_status(200).json()
}

/// Status and code of a sign-up.
async fn sign_up(app: &TestApp, address: &str) -> (u16, String) {
    let form = [("email_address", address), ("password", PASSWORD)];
    outcome(app.browser(Identity::DevBrowser).post("/v1/client/sign_ups", &form).await)
}

async fn sign_in(app: &TestApp, address: &str) -> (u16, String) {
    let form = [("strategy", "password"), ("identifier", address), ("password", PASSWORD)];
    outcome(app.browser(Identity::DevBrowser).post("/v1/client/sign_ins", &form).await)
}

fn outcome(answer: nightdesk_testkit::Answer) -> (u16, String) {
    let code = if answer.status < 400 { String::new() } else { answer.error().0 };
    (answer.status, code)
}

fn fine() -> (u16, String) {
    (200, String::new())
}

fn refused() -> (u16, String) {
    (403, "not_allowed_access".to_owned())
}

#[tokio::test]
async fn switches_are_set_one_by_one_and_shown_to_pages() {
    let app = TestApp::development().await;
    let mut expected = json!({
        "object": "instance_restrictions", "allowlist": false, "blocklist": false,
        "allowlist_blocklist_disabled_on_sign_in": false, "block_email_subaddresses": false,
        "block_disposable_email_domains": false,
    });
    assert_eq!(restrict(&app, json!({})).await, expected);
    for name in [
        "allowlist",
        "blocklist",
        "allowlist_blocklist_disabled_on_sign_in",
        "block_email_subaddresses",
        "block_disposable_email_domains",
    ] {
        expected[name] = json!(true);
        assert_eq!(restrict(&app, json!({name: true})).await, expected);
        let environment = app.browser(Identity::DevBrowser).get("/v1/environment").await.json();
        assert_eq!(environment["user_settings"]["restrictions"][name], json!({"enabled": true}));
    }
    let odd = app.backend().patch("/v1/instance/restrictions", json!({"allowlist": "yes"})).await;
    assert_eq!(odd.expect_status(422).error().1.as_deref(), Some("allowlist"));
}

#[tokio::test]
async fn those_on_the_blocklist_are_kept_out() {
    let app = TestApp::development().await;
    user(&app, "eve@example.com").await;
    let path = "/v1/blocklist_identifiers";
    let mut entries = Vec::new();
    for (identifier, kind) in [
        ("Eve@Example.com", "email_address"),
        ("*@bad.example", "email_address"),
        ("+1 555 010 0199", "phone_number"),
        ("0xAbC0000000000000000000000000000000000001", "web3_wallet"),
    ] {
        app.clock.advance_secs(1);
        let entry =
            app.backend().post(path, json!({"identifier": identifier})).await.expect_status(200).json();
        assert_eq!((&entry["identifier"], &entry["identifier_type"]), (&json!(identifier), &json!(kind)));
        assert_eq!(entry["instance_id"], app.instance.id.as_str());
        entries.insert(0, entry);
    }
    let all = app.backend().get(path).await.expect_status(200).json();
    assert_eq!(all, json!({"data": entries, "total_count": 4}));
    let twice = app.backend().post(path, json!({"identifier": "bad.example"})).await.expect_status(422);
    assert_eq!(twice.error(), ("form_identifier_exists".to_owned(), Some("identifier".to_owned())));
    let odd = app.backend().post(path, json!({"identifier": "who?"})).await.expect_status(422);
    assert_eq!(odd.error(), ("form_param_format_invalid".to_owned(), Some("identifier".to_owned())));

    assert_eq!(sign_up(&app, "a@bad.example").await, fine());
    assert_eq!(sign_in(&app, "eve@example.com").await, fine());
    restrict(&app, json!({"blocklist": true})).await;
    assert_eq!(sign_up(&app, "b@BAD.example").await, refused());
    assert_eq!(sign_up(&app, "ada@example.com").await, fine());
    assert_eq!(sign_in(&app, "eve@example.com").await, refused());
    restrict(&app, json!({"allowlist_blocklist_disabled_on_sign_in": true})).await;
    assert_eq!(sign_in(&app, "eve@example.com").await, fine());
    assert_eq!(sign_up(&app, "b@bad.example").await, refused());

    let domain = text(&entries[2], "id").to_owned();
    let gone = app.backend().delete(&format!("{path}/{domain}")).await.expect_status(200).json();
    assert_eq!(gone, json!({"object": "blocklist_identifier", "id": domain, "deleted": true}));
    assert_eq!(sign_up(&app, "b@bad.example").await, fine());
    let _ = app.backend().delete(&format!("{path}/{domain}")).await.expect_status(404);
    let _ = app.backend().delete(&format!("{path}/x")).await.expect_status(404);
}

#[tokio::test]
async fn only_those_on_the_allowlist_are_let_in() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    restrict(&app, json!({"allowlist": true})).await;
    assert_eq!(sign_up(&app, "ben@good.example").await, refused());
    assert_eq!(sign_in(&app, "ada@example.com").await, refused());
    let path = "/v1/allowlist_identifiers";
    let domain =
        app.backend().post(path, json!({"identifier": "*@good.example"})).await.expect_status(200).json();
    app.clock.advance_secs(1);
    let ada = json!({"identifier": "ada@example.com"});
    let ada = app.backend().post(path, ada).await.expect_status(200).json();
    assert_eq!(sign_up(&app, "ben@good.example").await, fine());
    assert_eq!(sign_in(&app, "ada@example.com").await, fine());
    assert_eq!(app.backend().get(path).await.expect_status(200).json(), json!([ada, domain]));
    let page = app.backend().get(&format!("{path}?paginated=true&limit=1")).await.json();
    assert_eq!(page, json!({"data": [ada], "total_count": 2}));

    let id = text(&domain, "id").to_owned();
    let gone = app.backend().delete(&format!("{path}/{id}")).await.expect_status(200).json();
    assert_eq!(gone, json!({"object": "allowlist_identifier", "id": id, "deleted": true}));
    assert_eq!(sign_up(&app, "cara@good.example").await, refused());
    let _ = app
        .backend()
        .delete(&format!("/v1/blocklist_identifiers/{}", text(&ada, "id")))
        .await
        .expect_status(404);
}

#[tokio::test]
async fn an_address_can_be_listed_and_invited_at_once() {
    let app = TestApp::development().await;
    let path = "/v1/allowlist_identifiers";
    let body = json!({"identifier": "ada@example.com", "notify": true});
    let listed = app.backend().post(path, body).await.expect_status(200).json();
    let invited = app.backend().get("/v1/invitations").await.json();
    assert_eq!(invited[0]["id"], listed["invitation_id"]);
    assert!(app.outbox().await.iter().any(|message| message.recipient == "ada@example.com"));
    let domain = json!({"identifier": "example.com", "notify": true});
    let answer = app.backend().post(path, domain).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("notify"));
}

#[tokio::test]
async fn unwanted_kinds_of_addresses_are_refused_once_that_is_set() {
    let app = TestApp::development().await;
    let blocked = (422, "form_email_address_blocked".to_owned());
    for (switch, address) in [
        ("block_email_subaddresses", "ada+x@example.com"),
        ("block_disposable_email_domains", "ada@mailinator.com"),
    ] {
        assert_eq!(sign_up(&app, address).await, fine());
        restrict(&app, json!({switch: true})).await;
        assert_eq!(sign_up(&app, address).await, blocked);
    }
    assert_eq!(sign_up(&app, "ada+clerk_test@example.com").await, fine());
    user(&app, "ada@example.com").await;
    let mut browser = crate::bapi::people::signed_in(&app, "ada@example.com").await;
    let added = browser.post("/v1/me/email_addresses", &[("email_address", "ada+x@example.com")]).await;
    assert_eq!(added.expect_status(422).error().0, "form_email_address_blocked");
}
