//! Invitations, from the backend to the account that comes of them.

use nightdesk_testkit::{Answer, Browser, Identity, TestApp};
use serde_json::{Value, json};

use crate::bapi::people::{PASSWORD, text, user};

const ADA: &str = "ada@example.com";

async fn invite(app: &TestApp, body: Value) -> Value {
    app.backend().post("/v1/invitations", body).await.expect_status(200).json()
}

/// The ticket in the link of an invitation.
fn ticket(invitation: &Value) -> String {
    text(invitation, "url").split_once("ticket=").unwrap().1.to_owned()
}

async fn redeem(browser: &mut Browser<'_>, ticket: &str, more: &[(&str, &str)]) -> Answer {
    let form: Vec<_> =
        [("strategy", "ticket"), ("ticket", ticket)].into_iter().chain(more.iter().copied()).collect();
    browser.post("/v1/client/sign_ups", &form).await
}

async fn set(app: &TestApp, settings: Value) {
    let _ = app.backend().patch("/v1/instance", settings).await.expect_status(204);
}

#[tokio::test]
async fn an_invitation_opens_a_closed_application_once() {
    let app = TestApp::development().await;
    set(&app, json!({"sign_up_mode": "restricted"})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address", ADA), ("password", PASSWORD)];
    let closed = browser.post("/v1/client/sign_ups", &form).await.expect_status(403);
    assert_eq!(closed.error().0, "sign_up_mode_restricted");

    let invitation = invite(&app, json!({"email_address": ADA, "public_metadata": {"plan": "pro"}})).await;
    assert_eq!((&invitation["status"], &invitation["revoked"]), (&json!("pending"), &json!(false)));
    let mail = app.outbox().await.into_iter().rfind(|message| message.recipient == ADA).unwrap();
    assert_eq!(mail.link.as_deref(), Some(text(&invitation, "url")));

    let ticket = ticket(&invitation);
    let sign_in = browser.post("/v1/client/sign_ins", &[("strategy", "ticket"), ("ticket", &ticket)]).await;
    assert_eq!(sign_in.expect_status(422).error().0, "invitation_account_not_exists");

    let begun = redeem(&mut browser, &ticket, &[]).await.expect_status(200).json();
    assert_eq!(begun["response"]["status"], "missing_requirements");
    assert_eq!(begun["response"]["email_address"], ADA);
    assert_eq!(begun["response"]["unverified_fields"], json!([]));
    let path = format!("/v1/client/sign_ups/{}", text(&begun["response"], "id"));
    let other = browser.patch(&path, &[("email_address", "eve@example.com")]).await.expect_status(422);
    assert_eq!(other.error().1.as_deref(), Some("email_address"));
    let done = browser.patch(&path, &[("password", PASSWORD)]).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let user = &done["client"]["sessions"][0]["user"];
    assert_eq!(user["public_metadata"], json!({"plan": "pro"}));
    assert_eq!(user["email_addresses"][0]["verification"]["status"], "verified");
    let used = app.backend().get("/v1/invitations?status=accepted").await.json();
    assert_eq!(used[0]["id"], invitation["id"]);

    let mut second = app.browser(Identity::DevBrowser);
    let again = redeem(&mut second, &ticket, &[("password", PASSWORD)]).await.expect_status(400);
    assert_eq!(again.error().0, "invitation_already_accepted");
}

#[tokio::test]
async fn one_request_is_enough_when_nothing_is_missing() {
    let app = TestApp::development().await;
    let invitation = invite(&app, json!({"email_address": ADA, "notify": false})).await;
    assert!(app.outbox().await.is_empty());
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("password", PASSWORD), ("first_name", "Ada"), ("email_address", "eve@example.com")];
    let done = redeem(&mut browser, &ticket(&invitation), &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    let user = &done["client"]["sessions"][0]["user"];
    assert_eq!(
        (&user["first_name"], &user["email_addresses"][0]["email_address"]),
        (&json!("Ada"), &json!(ADA))
    );
}

#[tokio::test]
async fn what_was_taken_back_forgotten_or_made_up_opens_nothing() {
    let app = TestApp::development().await;
    let revoked = invite(&app, json!({"email_address": ADA})).await;
    let path = format!("/v1/invitations/{}/revoke", text(&revoked, "id"));
    let answer = app.backend().post(&path, json!({})).await.expect_status(200).json();
    assert_eq!((&answer["status"], &answer["revoked"]), (&json!("revoked"), &json!(true)));
    assert_eq!(answer["id"], revoked["id"]);
    let again = app.backend().post(&path, json!({})).await.expect_status(400);
    assert_eq!(again.error().0, "invitation_already_revoked");
    let _ = app.backend().post("/v1/invitations/inv_no/revoke", json!({})).await.expect_status(404);

    let late = invite(&app, json!({"email_address": "ben@example.com", "expires_in_days": 1})).await;
    app.clock.advance_secs(24 * 60 * 60);
    let mut browser = app.browser(Identity::DevBrowser);
    for (ticket, code) in [
        (ticket(&revoked), "invitation_already_revoked"),
        (ticket(&late), "ticket_expired"),
        ("nonsense".to_owned(), "ticket_invalid"),
    ] {
        let refused = redeem(&mut browser, &ticket, &[("password", PASSWORD)]).await.expect_status(400);
        assert_eq!(refused.error().0, code);
    }
    let none = redeem(&mut browser, "", &[]).await.expect_status(422);
    assert_eq!(none.error(), ("form_param_nil".to_owned(), Some("ticket".to_owned())));
    let expired = app.backend().get("/v1/invitations?status=expired").await.json();
    assert_eq!((&expired[0]["id"], &expired[0]["url"]), (&late["id"], &Value::Null));
}

#[tokio::test]
async fn an_address_is_invited_once_unless_that_does_not_matter() {
    let app = TestApp::development().await;
    invite(&app, json!({"email_address": ADA})).await;
    let twice = app.backend().post("/v1/invitations", json!({"email_address": "ADA@example.com"})).await;
    assert_eq!(twice.expect_status(400).error().0, "duplicate_record");
    invite(&app, json!({"email_address": ADA, "ignore_existing": true})).await;
    user(&app, "ben@example.com").await;
    let taken = app.backend().post("/v1/invitations", json!({"email_address": "ben@example.com"})).await;
    let expected = ("form_identifier_exists".to_owned(), Some("email_address".to_owned()));
    assert_eq!(taken.expect_status(422).error(), expected);
    for (body, param) in [
        (json!({}), "email_address"),
        (json!({"email_address": "ada"}), "email_address"),
        (json!({"email_address": "c@example.com", "expires_in_days": 0}), "expires_in_days"),
        (json!({"email_address": "c@example.com", "expires_in_days": 366}), "expires_in_days"),
        (json!({"email_address": "c@example.com", "redirect_url": "/join"}), "redirect_url"),
        (json!({"email_address": "c@example.com", "redirect_url": "javascript:alert(1)"}), "redirect_url"),
        (json!({"email_address": "c@example.com", "template_slug": "spam"}), "template_slug"),
        (json!({"email_address": "c@example.com", "colour": "red"}), "colour"),
    ] {
        let answer = app.backend().post("/v1/invitations", body.clone()).await.expect_status(422);
        assert_eq!(answer.error().1.as_deref(), Some(param), "{body}");
    }
}

#[tokio::test]
async fn invitations_are_listed_and_found() {
    let app = TestApp::development().await;
    for name in ["cara", "ada", "ben"] {
        app.clock.advance_secs(1);
        invite(&app, json!({"email_address": format!("{name}@example.com"), "notify": false})).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let found = app.backend().get(&format!("/v1/invitations?{query}")).await.expect_status(200).json();
        let name =
            |invitation: &Value| text(invitation, "email_address").split('@').next().unwrap().to_owned();
        found.as_array().unwrap().iter().map(name).collect()
    };
    assert_eq!(names("").await, ["ben", "ada", "cara"]);
    assert_eq!(names("order_by=created_at").await, ["cara", "ada", "ben"]);
    assert_eq!(names("order_by=-email_address").await, ["cara", "ben", "ada"]);
    assert_eq!(names("query=BEN&status=pending").await, ["ben"]);
    assert_eq!(names("limit=1&offset=1").await, ["ada"]);
    assert_eq!(names("status=accepted").await, Vec::<String>::new());
    let page = app.backend().get("/v1/invitations?paginated=true&limit=1").await.json();
    assert_eq!(
        (&page["total_count"], &page["data"][0]["email_address"]),
        (&json!(3), &json!("ben@example.com"))
    );
    for query in ["status=odd", "order_by=shoe_size", "limit=0"] {
        let _ = app.backend().get(&format!("/v1/invitations?{query}")).await.expect_status(422);
    }
}

#[tokio::test]
async fn several_are_invited_all_or_none() {
    let app = TestApp::development().await;
    let bulk = async |body: Value| app.backend().post("/v1/invitations/bulk", body).await;
    let two = json!([{"email_address": ADA}, {"email_address": "ben@example.com", "notify": false}]);
    let made = bulk(two.clone()).await.expect_status(200).json();
    assert_eq!(
        (&made[0]["email_address"], &made[1]["email_address"]),
        (&json!(ADA), &json!("ben@example.com"))
    );
    assert_eq!(app.outbox().await.len(), 1);
    let half = json!([{"email_address": "cara@example.com"}, {"email_address": ADA}]);
    assert_eq!(bulk(half).await.expect_status(400).error().0, "duplicate_record");
    assert_eq!(app.backend().get("/v1/invitations?query=cara").await.json(), json!([]));
    for body in [json!([]), json!(vec![json!({"email_address": ADA}); 11]), json!([{"email_address": "x"}])] {
        let _ = bulk(body).await.expect_status(422);
    }
    let _ = bulk(json!({"email_address": ADA})).await.expect_status(400);
}

#[tokio::test]
async fn whoever_was_invited_stays_let_in() {
    let app = TestApp::development().await;
    let _ =
        app.backend().patch("/v1/instance/restrictions", json!({"allowlist": true})).await.expect_status(200);
    let invitation = invite(&app, json!({"email_address": ADA})).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let _ = redeem(&mut browser, &ticket(&invitation), &[("password", PASSWORD)]).await.expect_status(200);
    crate::bapi::people::signed_in(&app, ADA).await;
    let listed = app.backend().get("/v1/allowlist_identifiers").await.json();
    assert_eq!((&listed[0]["identifier"], &listed[0]["invitation_id"]), (&json!(ADA), &invitation["id"]));
}
