use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::dashboard::support::{Dashboard, get};

const INVITATION: &str = "templates/email/invitation";

#[tokio::test]
async fn a_message_is_shown_with_its_text_and_its_places() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let ours = dashboard.get(INVITATION).await.expect_status(200).json();
    assert_eq!(ours["template"]["slug"], "invitation");
    assert!(ours["text_body"].as_str().unwrap().contains("{{ action_url }}"));
    let required: Vec<_> =
        ours["variables"].as_array().unwrap().iter().filter(|each| each["required"] == true).collect();
    assert_eq!(required.len(), 1);
    assert_eq!(required[0]["name"], "action_url");
    let text = json!({"text_body": "Come in: {{ action_url }}"});
    let _ = dashboard.change("PUT", &format!("v1/{INVITATION}"), text).await.expect_status(200);
    assert_eq!(dashboard.get(INVITATION).await.json()["text_body"], "Come in: {{ action_url }}");
    assert_eq!(dashboard.get("templates/email/teapot").await.status, 404);
    let log = dashboard.get("events?kind=change").await.json();
    assert_eq!(log["data"][0]["operation"], "PUT /templates/{template_type}/{slug}");
    assert_eq!(log["data"][0]["subject"], "tmpl_email_invitation");
}

#[tokio::test]
async fn a_test_is_sent_as_it_is_written_and_kept_nowhere() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let path = format!("{INVITATION}/test");
    let body = json!({"to": "ada@example.com", "subject": "Join {{ app.name }}", "body": "<a href=\"{{ action_url }}\">x</a>"});
    let _ = dashboard.change("POST", &path, body).await.expect_status(200);
    let sent = dashboard.get("outbox").await.json()["data"].clone();
    assert_eq!(sent[0]["to"], "ada@example.com");
    assert_eq!(sent[0]["subject"], format!("Join {}", app.instance.application_name));
    assert!(sent[0]["html"].as_str().unwrap().starts_with("<a href="));
    assert_eq!(dashboard.get(INVITATION).await.json()["template"]["can_revert"], false);

    for (to, code) in [("", "form_param_missing"), ("ada", "form_param_format_invalid")] {
        let refused = dashboard.change("POST", &path, json!({"to": to})).await.expect_status(422);
        assert_eq!(refused.error(), (code.to_owned(), Some("to".to_owned())));
    }
    let sms = "templates/sms/verification_code/test";
    let refused = dashboard.change("POST", sms, json!({"to": "ada@example.com"})).await.expect_status(422);
    assert_eq!(refused.error().1.unwrap(), "to");
    let _ = dashboard.change("POST", sms, json!({"to": "+1 212 555 0123"})).await.expect_status(200);
    let unusable = dashboard.change("POST", &path, json!({"to": "ada@example.com", "body": "no link"})).await;
    assert_eq!(unusable.expect_status(422).error().0, "template_variable_missing");
    for _ in 0..9 {
        let _ = dashboard.change("POST", &path, json!({"to": "ada@example.com"})).await.expect_status(200);
    }
    assert_eq!(dashboard.change("POST", &path, json!({"to": "ada@example.com"})).await.status, 429);
}

#[tokio::test]
async fn no_script_runs_where_a_mail_is_shown_and_only_the_dashboard_frames_it() {
    let app = TestApp::development().await;
    let frame = get(&app, "/dashboard/mail.html", None).await.expect_status(200);
    let policy = frame.header("content-security-policy").unwrap();
    for part in
        ["default-src 'none'", "style-src 'unsafe-inline'", "frame-ancestors 'self'", "form-action 'none'"]
    {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("script-src"), "{policy}");
    let page = get(&app, "/dashboard", None).await;
    assert!(page.header("content-security-policy").unwrap().contains("frame-src 'self'"));
}
