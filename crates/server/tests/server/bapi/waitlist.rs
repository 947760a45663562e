//! The waitlist, from those who put themselves on it to their accounts.

use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

use crate::bapi::people::{PASSWORD, text};

const ADA: &str = "ada@example.com";
const PATH: &str = "/v1/waitlist_entries";

async fn waiting(app: &TestApp, query: &str) -> Value {
    app.backend().get(&format!("{PATH}?{query}")).await.expect_status(200).json()
}

async fn add(app: &TestApp, address: &str) -> Value {
    app.backend().post(PATH, json!({"email_address": address})).await.expect_status(200).json()
}

#[tokio::test]
async fn strangers_wait_are_invited_and_sign_up() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let join = [("email_address", ADA)];
    let none = browser.post("/v1/waitlist", &join).await.expect_status(403);
    assert_eq!(none.error().0, "feature_not_enabled");
    let mode = json!({"sign_up_mode": "waitlist"});
    let _ = app.backend().patch("/v1/instance", mode).await.expect_status(204);
    let environment = browser.get("/v1/environment").await.json();
    assert_eq!(environment["user_settings"]["sign_up"]["mode"], "waitlist");
    let form = [("email_address", ADA), ("password", PASSWORD)];
    let closed = browser.post("/v1/client/sign_ups", &form).await.expect_status(403);
    assert_eq!(closed.error().0, "sign_up_restricted_waitlist");

    let joined = browser.post("/v1/waitlist", &join).await.expect_status(200).json();
    let again = browser.post("/v1/waitlist", &[("email_address", "ADA@example.com")]).await.json();
    assert_eq!(again, joined);
    assert_eq!(app.outbox().await.len(), 1, "told once");
    let odd = browser.post("/v1/waitlist", &[("email_address", "ada")]).await.expect_status(422);
    assert_eq!(odd.error().1.as_deref(), Some("email_address"));
    let entries = waiting(&app, "").await;
    assert_eq!((&entries["total_count"], &entries["data"][0]["id"]), (&json!(1), &joined["id"]));
    assert_eq!(entries["data"][0]["status"], "pending");

    let invite = format!("{PATH}/{}/invite", text(&joined, "id"));
    let invited = app.backend().post(&invite, json!({})).await.expect_status(200).json();
    assert_eq!((&invited["status"], &invited["email_address"]), (&json!("invited"), &json!(ADA)));
    let sent = async || app.outbox().await.last().and_then(|message| message.link.clone()).unwrap();
    let former = sent().await;
    assert_eq!(text(&invited["invitation"], "url"), former);
    let again = app.backend().post(&invite, json!({})).await.expect_status(400);
    assert_eq!(again.error().0, "duplicate_record");
    let _ = app.backend().post(&invite, json!({"ignore_existing": true})).await.expect_status(200);
    let link = sent().await;

    let ticket = former.split_once("ticket=").unwrap().1;
    let form = [("strategy", "ticket"), ("ticket", ticket), ("password", PASSWORD)];
    let taken_back = browser.post("/v1/client/sign_ups", &form).await.expect_status(400);
    assert_eq!(taken_back.error().0, "invitation_already_revoked");
    let ticket = link.split_once("ticket=").unwrap().1;
    let form = [("strategy", "ticket"), ("ticket", ticket), ("password", PASSWORD)];
    let done = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(waiting(&app, "status=completed").await["data"][0]["id"], joined["id"]);
    for (method, path) in [("invite", &invite), ("reject", &format!("{PATH}/{}/reject", text(&joined, "id")))]
    {
        let late = app.backend().post(path, json!({})).await.expect_status(409);
        assert_eq!(late.error().0, "waitlist_entry_not_pending", "{method}");
    }
}

#[tokio::test]
async fn whoever_is_turned_down_has_no_invitation_any_more() {
    let app = TestApp::development().await;
    let entry = add(&app, ADA).await;
    let of = |what: &str| format!("{PATH}/{}/{what}", text(&entry, "id"));
    let invited = app.backend().post(&of("invite"), json!({})).await.expect_status(200).json();
    let rejected = app.backend().post(&of("reject"), json!({})).await.expect_status(200).json();
    assert_eq!((&rejected["id"], &rejected["status"]), (&entry["id"], &json!("rejected")));
    assert_eq!(rejected["invitation"]["status"], "revoked");
    let ticket = text(&invited["invitation"], "url").split_once("ticket=").unwrap().1;
    let form = [("strategy", "ticket"), ("ticket", ticket), ("password", PASSWORD)];
    let closed =
        app.browser(Identity::DevBrowser).post("/v1/client/sign_ups", &form).await.expect_status(400);
    assert_eq!(closed.error().0, "invitation_already_revoked");
    let kept = app.backend().delete(&format!("{PATH}/{}", text(&entry, "id"))).await.expect_status(409);
    assert_eq!(kept.error().0, "waitlist_entry_not_pending");
}

#[tokio::test]
async fn entries_are_made_found_and_deleted_by_backends() {
    let app = TestApp::development().await;
    let ada = add(&app, ADA).await;
    assert_eq!(add(&app, "ADA@example.com").await, ada);
    app.clock.advance_secs(1);
    let body = json!([{"email_address": "ben@example.com", "notify": false}, {"email_address": ADA}]);
    let both = app.backend().post(&format!("{PATH}/bulk"), body).await.expect_status(200).json();
    assert_eq!((&both[0]["email_address"], &both[1]["id"]), (&json!("ben@example.com"), &ada["id"]));
    assert_eq!(app.outbox().await.len(), 1);
    assert_eq!(waiting(&app, "").await["data"], json!([both[0], ada]));
    assert_eq!(waiting(&app, "order_by=email_address&limit=1").await["data"], json!([ada]));
    assert_eq!(waiting(&app, "query=BEN").await, json!({"data": [both[0]], "total_count": 1}));
    assert_eq!(waiting(&app, "status=rejected").await["total_count"], 0);
    for query in ["status=odd", "order_by=shoe_size", "limit=0"] {
        let _ = app.backend().get(&format!("{PATH}?{query}")).await.expect_status(422);
    }
    let twice = json!([{"email_address": "c@example.com"}, {"email_address": "C@example.com"}]);
    for body in [twice, json!([]), json!([{"email_address": "x"}])] {
        let _ = app.backend().post(&format!("{PATH}/bulk"), body).await.expect_status(422);
    }
    let path = format!("{PATH}/{}", text(&ada, "id"));
    let gone = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!(gone, json!({"object": "waitlist_entry", "id": ada["id"], "deleted": true}));
    assert_eq!(waiting(&app, "").await["total_count"], 1);
    let _ = app.backend().delete(&path).await.expect_status(404);
    for what in ["invite", "reject"] {
        let _ = app.backend().post(&format!("{PATH}/wle_no/{what}"), json!({})).await.expect_status(404);
    }
}
