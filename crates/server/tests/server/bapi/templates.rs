//! What messages say.

use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

const CODE: &str = "/v1/templates/email/verification_code";

async fn put(app: &TestApp, path: &str, body: Value) -> Value {
    app.backend().put(path, body).await.expect_status(200).json()
}

/// Asks for a code by e-mail; the mail that carries it.
async fn mail_to(app: &TestApp, address: &str) -> nightdesk_auth::model::OutboxMessage {
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("email_address", address), ("password", "correct horse battery")];
    let sign_up = browser.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let id = sign_up["response"]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/client/sign_ups/{id}/prepare_verification");
    let _ = browser.post(&path, &[("strategy", "email_code")]).await.expect_status(200);
    app.outbox().await.into_iter().rfind(|message| message.recipient == address).unwrap()
}

#[tokio::test]
async fn every_message_is_listed_as_the_server_has_it_until_it_is_changed() {
    let app = TestApp::development().await;
    let mails = app.backend().get("/v1/templates/email?limit=100").await.expect_status(200).json();
    let slugs: Vec<_> = mails.as_array().unwrap().iter().map(|each| each["slug"].as_str().unwrap()).collect();
    assert_eq!(slugs.len(), 8);
    assert_eq!((slugs[0], slugs[5]), ("verification_code", "invitation"));
    assert_eq!((&mails[0]["resource_type"], &mails[0]["can_revert"]), (&json!("system"), &json!(false)));
    assert_eq!(mails[0]["required_variables"], json!(["otp_code"]));
    let page = app.backend().get("/v1/templates/sms?paginated=true&limit=1&offset=1").await.json();
    assert_eq!((&page["total_count"], &page["data"][0]["slug"]), (&json!(2), &json!("reset_password_code")));
    assert_eq!(app.backend().get(CODE).await.expect_status(200).json(), mails[0]);
    assert_eq!(
        app.backend().get("/v1/templates/fax").await.expect_status(422).error().1.unwrap(),
        "template_type"
    );
    for path in ["/v1/templates/email/teapot", "/v1/templates/sms/invitation", "/v1/templates/fax/invitation"]
    {
        assert_eq!(app.backend().get(path).await.expect_status(404).error().0, "resource_not_found");
    }
}

#[tokio::test]
async fn users_are_sent_what_the_owner_wrote_until_it_is_reverted() {
    let app = TestApp::development().await;
    app.clock.advance_secs(5);
    let body =
        json!({"subject": "{{ otp_code }}!", "body": "<p>{{ otp_code }} for {{ to }}</p>", "name": "Code"});
    let changed = put(&app, CODE, body).await;
    assert_eq!((&changed["resource_type"], &changed["can_revert"]), (&json!("user"), &json!(true)));
    assert_eq!((&changed["name"], &changed["instance_id"]), (&json!("Code"), &json!(app.instance.id)));
    assert_eq!(app.backend().get(CODE).await.json(), changed);

    let mail = mail_to(&app, "ada&ben@example.com").await;
    let code = mail.code.clone().unwrap();
    assert_eq!(mail.subject.unwrap(), format!("{code}!"));
    assert_eq!(mail.html.unwrap(), format!("<p>{code} for ada&amp;ben@example.com</p>"));
    assert!(mail.body.contains("Enter it where you asked for it"), "the text is still ours");

    let ours = app.backend().post(&format!("{CODE}/revert"), json!({})).await.expect_status(200).json();
    assert_eq!((&ours["resource_type"], &ours["name"]), (&json!("system"), &json!("Verification code")));
    let mail = mail_to(&app, "ben@example.com").await;
    assert!(mail.subject.unwrap().contains("is your code for"));
}

#[tokio::test]
async fn what_could_not_be_sent_is_refused_with_its_line() {
    let app = TestApp::development().await;
    for (body, code, field) in [
        (json!({"body": "<p>\n{{ otp_code }"}), "template_invalid", "body"),
        (json!({"body": "<p>\n{{ otp_code }} {{ user.name }}"}), "template_variable_unknown", "body"),
        (json!({"subject": "{{ password }}"}), "template_variable_unknown", "subject"),
        (json!({"body": "<p>Hello</p>"}), "template_variable_missing", "body"),
        (json!({"text_body": "Hello"}), "template_variable_missing", "text_body"),
        (json!({"text_body": "{{ otp_code * 9 }}"}), "template_invalid", "text_body"),
        (json!({"delivered_by_clerk": false}), "form_param_value_invalid", "delivered_by_clerk"),
        (json!({"markup": "<x>"}), "form_param_value_invalid", "markup"),
        (json!({"colour": "red"}), "form_param_unknown", "colour"),
        (json!({"name": "n".repeat(101)}), "form_param_max_length_exceeded", "name"),
    ] {
        for (method, path) in [("PUT", CODE.to_owned()), ("POST", format!("{CODE}/preview"))] {
            let answer = match method {
                "PUT" => app.backend().put(&path, body.clone()).await,
                _ => app.backend().post(&path, body.clone()).await,
            };
            let answer = answer.expect_status(422);
            assert_eq!(answer.error(), (code.to_owned(), Some(field.to_owned())), "{method} {body}");
        }
    }
    let answer = app.backend().put(CODE, json!({"body": "<p>\n{{ otp_code }"})).await;
    assert!(answer.json()["errors"][0]["long_message"].as_str().unwrap().starts_with("Line 2: "));
    let sms = app.backend().put("/v1/templates/sms/verification_code", json!({"subject": "Hi"})).await;
    assert_eq!(sms.expect_status(422).error().1.unwrap(), "subject");
    assert_eq!(app.backend().get(CODE).await.json()["resource_type"], "system", "nothing was kept");
}

#[tokio::test]
async fn a_preview_has_samples_in_its_places_and_keeps_nothing() {
    let app = TestApp::development().await;
    let body = json!({"subject": "Code for {{ app.name }}", "body": "<b>{{ otp_code }}</b>"});
    let shown = app.backend().post(&format!("{CODE}/preview"), body).await.expect_status(200).json();
    assert_eq!(shown["subject"], format!("Code for {}", app.instance.application_name));
    assert_eq!(shown["body"], "<b>424242</b>");
    assert!(shown["text_body"].as_str().unwrap().contains("424242"));
    assert_eq!(app.backend().get(CODE).await.json()["can_revert"], false);
    let sms = "/v1/templates/sms/verification_code/preview";
    let shown = app.backend().post(sms, json!({"body": "Code: {{ otp_code }}"})).await.expect_status(200);
    assert_eq!(shown.json(), json!({"body": "Code: 424242"}));
}

#[tokio::test]
async fn news_can_be_held_back_and_codes_cannot() {
    let app = TestApp::development().await;
    let path = "/v1/templates/email/waitlist_confirmation";
    assert_eq!(app.backend().get(path).await.json()["can_toggle"], true);
    let join = async |address: &str| {
        let body = json!({"email_address": address});
        let _ = app.backend().post("/v1/waitlist_entries", body).await.expect_status(200);
        app.outbox().await.iter().filter(|message| message.recipient == address).count()
    };
    assert_eq!(join("ada@example.com").await, 1);
    let toggle = format!("{path}/toggle_delivery");
    let off = app.backend().post(&toggle, json!({"delivered_by_clerk": false})).await.expect_status(200);
    assert_eq!(off.json()["delivered_by_clerk"], false);
    assert_eq!(join("ben@example.com").await, 0);
    let on = app.backend().post(&toggle, json!({})).await.expect_status(200);
    assert_eq!(on.json()["delivered_by_clerk"], true);
    assert_eq!(join("cara@example.com").await, 1);
    let code = app.backend().post(&format!("{CODE}/toggle_delivery"), json!({})).await.expect_status(422);
    assert_eq!(code.error().1.unwrap(), "delivered_by_clerk");
}
