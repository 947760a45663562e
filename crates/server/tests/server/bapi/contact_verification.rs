//! Codes that a backend sends and tries by itself, and contacts that it replaces.

use nightdesk_auth::{code::LIFETIME_SECS, model::Environment};
use nightdesk_testkit::{TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

use crate::bapi::people::{PASSWORD, signed_in, text, user};

const NUMBER: &str = "+12125552368";

on_both_databases! {
    a_code_is_sent_and_tried_and_verifies_the_contact,
    one_contact_takes_the_place_of_all,
}

/// An unverified address and an unverified number of one user: their paths and where they are, and the user's path.
async fn contacts(app: &TestApp) -> ([(String, &'static str); 2], String) {
    let ada = user(app, "ada@example.com").await;
    let body = json!({"user_id": ada["id"], "email_address": "ada@work.example"});
    let address = app.backend().post("/v1/email_addresses", body).await.expect_status(200).json();
    let body = json!({"user_id": ada["id"], "phone_number": NUMBER});
    let number = app.backend().post("/v1/phone_numbers", body).await.expect_status(200).json();
    let address = (format!("/v1/email_addresses/{}", text(&address, "id")), "ada@work.example");
    let number = (format!("/v1/phone_numbers/{}", text(&number, "id")), NUMBER);
    ([address, number], format!("/v1/users/{}", text(&ada, "id")))
}

async fn attempt(app: &TestApp, path: &str, id: &Value, code: &str) -> nightdesk_testkit::Answer {
    let body = json!({"verification_id": id, "code": code});
    app.backend().post(&format!("{path}/attempt_verification"), body).await
}

async fn a_code_is_sent_and_tried_and_verifies_the_contact(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let (contacts, user_path) = contacts(&app).await;
    for (path, to) in &contacts {
        let prepare = format!("{path}/prepare_verification");
        let sent = app.backend().post(&prepare, json!({})).await.expect_status(200).json();
        assert_eq!((&sent["status"], &sent["attempts"]), (&json!("unverified"), &json!(0)));
        let wrong = attempt(&app, path, &sent["id"], "000000").await.expect_status(200).json();
        assert_eq!((&wrong["id"], &wrong["status"]), (&sent["id"], &json!("unverified")));
        assert_eq!(wrong["attempts"], 1, "a wrong code is no error");
        assert_eq!(app.backend().get(path).await.json()["verification"], json!(null));
        let right = app.code_for(to).await;
        let done = attempt(&app, path, &sent["id"], &right).await.expect_status(200).json();
        assert_eq!(done["status"], "verified");
        assert_eq!(app.backend().get(path).await.json()["verification"]["status"], "verified");
        let again = attempt(&app, path, &sent["id"], &right).await.expect_status(400);
        assert_eq!(again.error().0, "verification_already_verified");

        let late = app.backend().post(&prepare, json!({})).await.expect_status(200).json();
        app.clock.advance_secs(LIFETIME_SECS);
        let code = app.code_for(to).await;
        let late = attempt(&app, path, &late["id"], &code).await.expect_status(200).json();
        assert_eq!(late["status"], "expired");
        assert_eq!(app.backend().get(path).await.json()["verification"]["status"], "verified");
    }
    let shown = app.backend().get(&user_path).await.json();
    assert_eq!(shown["primary_phone_number_id"], shown["phone_numbers"][0]["id"]);
}

#[tokio::test]
async fn a_verification_is_good_for_its_own_contact_only() {
    let app = TestApp::development().await;
    let ([(address, to), (number, _)], _) = contacts(&app).await;
    let sent = app.backend().post(&format!("{address}/prepare_verification"), json!({})).await;
    let sent = sent.expect_status(200).json();
    let right = app.code_for(to).await;
    let other = attempt(&app, &number, &sent["id"], &right).await.expect_status(404);
    assert_eq!(other.error().0, "resource_not_found");
    for id in [json!("ver_none"), json!("nonsense")] {
        let _ = attempt(&app, &address, &id, &right).await.expect_status(404);
    }
    let none = attempt(&app, &address, &Value::Null, &right).await.expect_status(422);
    assert_eq!(none.error(), ("form_param_missing".to_owned(), Some("verification_id".to_owned())));
    let gone = app.backend().post("/v1/phone_numbers/idn_none/prepare_verification", json!({})).await;
    let _ = gone.expect_status(404);
}

#[tokio::test]
async fn codes_to_a_contact_have_an_end_until_time_has_passed() {
    let app = TestApp::development().await;
    let (contacts, _) = contacts(&app).await;
    for (path, _) in contacts {
        let prepare = format!("{path}/prepare_verification");
        for _ in 0..10 {
            let _ = app.backend().post(&prepare, json!({})).await.expect_status(200);
        }
        let flooded = app.backend().post(&prepare, json!({})).await.expect_status(429);
        assert_eq!(flooded.error().0, "too_many_requests");
        assert!(flooded.header("retry-after").is_some());
        app.clock.advance_secs(60 * 60);
        let _ = app.backend().post(&prepare, json!({})).await.expect_status(200);
    }
}

async fn one_contact_takes_the_place_of_all(database: TestDatabase) {
    let app = TestApp::on(database, Environment::Development).await;
    let ada = user(&app, "ada@example.com").await;
    user(&app, "ben@example.com").await;
    let path = format!("/v1/users/{}", text(&ada, "id"));
    let taken = json!({"email_address": "BEN@example.com"});
    let answer = app.backend().put(&format!("{path}/email_address"), taken).await.expect_status(422);
    assert_eq!(answer.error(), ("form_identifier_exists".to_owned(), Some("email_address".to_owned())));
    let kept = app.backend().get(&path).await.json();
    assert_eq!(kept["email_addresses"], ada["email_addresses"], "nothing is lost by that");
    for (what, list, primary, new) in [
        ("email_address", "email_addresses", "primary_email_address_id", "ada@work.example"),
        ("phone_number", "phone_numbers", "primary_phone_number_id", "+1 212 555 2368"),
    ] {
        let url = format!("{path}/{what}");
        for (status, verified, reserved) in
            [(None, true, false), (Some("reserved"), false, true), (Some("unverified"), false, false)]
        {
            let body = json!({what: new, "identification_status": status.unwrap_or("verified")});
            let replaced = app.backend().put(&url, body).await.expect_status(200).json();
            assert_eq!(replaced["verification"].is_object(), verified, "{what} {status:?}");
            assert_eq!(replaced["reserved"], reserved, "{what} {status:?}");
            let shown = app.backend().get(&path).await.json();
            assert_eq!(shown[list], json!([replaced]));
            assert_eq!(shown[primary], replaced["id"], "{what} {status:?}");
        }
        let replaced = app.backend().put(&url, json!({what: new})).await.expect_status(200).json();
        assert_eq!(replaced["verification"]["strategy"], "admin", "verified unless told otherwise");
        let odd = json!({what: new, "identification_status": "perhaps"});
        let answer = app.backend().put(&url, odd).await.expect_status(422);
        assert_eq!(answer.error().1.as_deref(), Some("identification_status"));
        let nobody = format!("/v1/users/user_none/{what}");
        let _ = app.backend().put(&nobody, json!({what: new})).await.expect_status(404);
    }
}

#[tokio::test]
async fn a_contact_that_was_only_typed_in_gives_way_to_the_next_user_once() {
    let app = TestApp::development().await;
    let (ada, ben) = (user(&app, "ada@example.com").await, user(&app, "ben@example.com").await);
    for (what, list, new) in [
        ("email_address", "email_addresses", "shared@example.com"),
        ("phone_number", "phone_numbers", "+12125552368"),
    ] {
        let add = async |user: &Value, verified: bool| {
            let body = json!({"user_id": user["id"], what: new, "verified": verified});
            app.backend().post(&format!("/v1/{list}"), body).await
        };
        let typed = add(&ada, false).await.expect_status(200).json();
        let twice = add(&ada, true).await.expect_status(422);
        assert_eq!(twice.error(), ("form_identifier_exists".to_owned(), Some(what.to_owned())));
        let _ = add(&ben, true).await.expect_status(200);
        let _ = app.backend().get(&format!("/v1/{list}/{}", text(&typed, "id"))).await.expect_status(404);
        assert_eq!(add(&ada, true).await.expect_status(422).error().0, "form_identifier_exists", "{what}");
    }
}

#[tokio::test]
async fn the_first_contact_is_the_primary_one_whoever_proved_it() {
    let app = TestApp::development().await;
    for (what, list, primary, contacts) in [
        (
            "email_address",
            "email_addresses",
            "primary_email_address_id",
            ["a@example.com", "b@example.com", "c@example.com"],
        ),
        (
            "phone_number",
            "phone_numbers",
            "primary_phone_number_id",
            ["+12125552368", "+12125552369", "+12125552370"],
        ),
    ] {
        let status = format!("{what}_identification_status");
        let body = json!({what: contacts[..2], status: ["reserved", "verified"]});
        let made = app.backend().post("/v1/users", body).await.expect_status(200).json();
        assert_eq!(made[primary], made[list][0]["id"], "{what}");

        let none = app.backend().post("/v1/users", json!({"username": format!("user_{what}")})).await.json();
        let path = format!("/v1/users/{}", text(&none, "id"));
        let body = json!({"user_id": none["id"], what: contacts[2]});
        let typed = app.backend().post(&format!("/v1/{list}"), body).await.expect_status(200).json();
        assert_eq!(app.backend().get(&path).await.json()[primary], typed["id"], "{what}");
        // Nobody proved it: the next user takes it.
        let _ = app.backend().post("/v1/users", json!({what: [contacts[2]]})).await.expect_status(200);
        assert_eq!(app.backend().get(&path).await.json()[primary], json!(null), "{what}");
    }
}

#[tokio::test]
async fn a_number_that_is_not_proved_any_more_proves_no_second_factor() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let body = json!({
        "user_id": ada["id"], "phone_number": NUMBER, "verified": true, "reserved_for_second_factor": true,
    });
    let number = app.backend().post("/v1/phone_numbers", body).await.expect_status(200).json();
    let path = format!("/v1/phone_numbers/{}", text(&number, "id"));
    let changed = app.backend().patch(&path, json!({"verified": false})).await.expect_status(200).json();
    assert_eq!(
        (&changed["reserved_for_second_factor"], &changed["default_second_factor"]),
        (&json!(false), &json!(false))
    );
    let again = app.backend().patch(&path, json!({"verified": true})).await.expect_status(200).json();
    assert_eq!(again["reserved_for_second_factor"], false);
}

#[tokio::test]
async fn a_replaced_number_takes_the_second_factor_along() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let body = json!({
        "user_id": ada["id"], "phone_number": NUMBER, "verified": true, "reserved_for_second_factor": true,
    });
    let _ = app.backend().post("/v1/phone_numbers", body).await.expect_status(200);
    let path = format!("/v1/users/{}", text(&ada, "id"));
    assert_eq!(app.backend().get(&path).await.json()["two_factor_enabled"], true);
    let new = json!({"phone_number": "+4930123456"});
    let _ = app.backend().put(&format!("{path}/phone_number"), new).await.expect_status(200);
    assert_eq!(app.backend().get(&path).await.json()["two_factor_enabled"], false);
}

#[tokio::test]
async fn a_reserved_address_signs_its_user_in_and_keeps_others_out() {
    let app = TestApp::development().await;
    let body = json!({
        "email_address": ["ada@example.com"],
        "email_address_identification_status": ["reserved"],
        "password": PASSWORD,
    });
    let ada = app.backend().post("/v1/users", body).await.expect_status(200).json();
    assert_eq!(ada["email_addresses"][0]["reserved"], true);
    let taken = app.backend().post("/v1/users", json!({"email_address": ["ada@example.com"]})).await;
    assert_eq!(taken.expect_status(422).error().0, "form_identifier_exists");
    let mut browser = signed_in(&app, "ada@example.com").await;
    assert_eq!(browser.get("/v1/me").await.json()["response"]["id"], ada["id"]);
}
