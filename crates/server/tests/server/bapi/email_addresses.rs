use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::bapi::people::{text, user};

#[tokio::test]
async fn an_address_is_added_verified_made_primary_and_removed() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let user_path = format!("/v1/users/{}", text(&ada, "id"));
    let body = json!({"user_id": ada["id"], "email_address": "ada@work.example"});
    let added = app.backend().post("/v1/email_addresses", body).await.expect_status(200).json();
    assert_eq!(added["verification"], json!(null));
    let path = format!("/v1/email_addresses/{}", text(&added, "id"));
    assert_eq!(app.backend().get(&path).await.expect_status(200).json(), added);

    let answer = app.backend().patch(&path, json!({"primary": true})).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("primary"));
    let body = json!({"verified": true, "primary": true});
    let updated = app.backend().patch(&path, body).await.expect_status(200).json();
    assert_eq!((&updated["id"], &updated["email_address"]), (&added["id"], &json!("ada@work.example")));
    assert_eq!(updated["verification"]["strategy"], "admin");
    assert_eq!(updated["verification"]["status"], "verified");
    assert_eq!(app.backend().get(&path).await.expect_status(200).json(), updated);
    assert_eq!(app.backend().get(&user_path).await.json()["primary_email_address_id"], added["id"]);

    let deleted = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!(deleted["deleted"], true);
    let left = app.backend().get(&user_path).await.json();
    assert_eq!(left["primary_email_address_id"], ada["email_addresses"][0]["id"]);
    let _ = app.backend().get(&path).await.expect_status(404);
}

#[tokio::test]
async fn an_address_of_another_user_is_taken() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    user(&app, "ben@example.com").await;
    let body = json!({"user_id": ada["id"], "email_address": "BEN@example.com"});
    let answer = app.backend().post("/v1/email_addresses", body).await.expect_status(422);
    assert_eq!(answer.error(), ("form_identifier_exists".to_owned(), Some("email_address".to_owned())));
    let body = json!({"user_id": "user_nobody", "email_address": "x@example.com"});
    let _ = app.backend().post("/v1/email_addresses", body).await.expect_status(404);
}

#[tokio::test]
async fn the_old_primary_address_is_told_of_the_new_one_on_wish() {
    const NOTIFY: &str = "notify_primary_email_address_changed";
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let user_path = format!("/v1/users/{}", text(&ada, "id"));
    let told = async || {
        let sent = app.outbox().await;
        sent.last().map(|message| (message.recipient.clone(), message.body.clone())).unwrap_or_default()
    };
    let add = async |address: &str, notify: bool| {
        let body = json!({
            "user_id": ada["id"], "email_address": address, "verified": true, "primary": true, NOTIFY: notify,
        });
        app.backend().post("/v1/email_addresses", body).await.expect_status(200).json()
    };
    add("quiet@example.com", false).await;
    assert_eq!(app.outbox().await.len(), 0);
    add("second@example.com", true).await;
    let (to, body) = told().await;
    assert_eq!(to, "quiet@example.com");
    assert!(body.contains("second@example.com"), "{body}");

    let first = &ada["email_addresses"][0]["id"];
    let path = format!("/v1/email_addresses/{}", first.as_str().unwrap());
    for _ in 0..2 {
        let body = json!({"primary": true, NOTIFY: true});
        let _ = app.backend().patch(&path, body).await.expect_status(200);
    }
    assert_eq!((app.outbox().await.len(), told().await.0), (2, "second@example.com".to_owned()));

    let third = add("third@example.com", false).await;
    let body = json!({"primary_email_address_id": first, NOTIFY: true});
    let _ = app.backend().patch(&user_path, body).await.expect_status(200);
    assert_eq!((app.outbox().await.len(), told().await.0), (3, text(&third, "email_address").to_owned()));

    let body = json!({"email_address": "only@example.com", NOTIFY: true});
    let _ = app.backend().put(&format!("{user_path}/email_address"), body).await.expect_status(200);
    assert_eq!((app.outbox().await.len(), told().await.0), (4, "ada@example.com".to_owned()));
}
