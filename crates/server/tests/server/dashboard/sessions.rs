use nightdesk_testkit::{Identity, TestApp};
use serde_json::{Value, json};

use crate::dashboard::support::Dashboard;

async fn user(app: &TestApp, name: &str) -> Value {
    let body = json!({"email_address": [format!("{name}@example.com")], "password": "correct horse battery"});
    app.backend().post("/v1/users", body).await.expect_status(200).json()
}

/// Signs in on a browser of its own; the session's id.
async fn sign_in(app: &TestApp, name: &str) -> String {
    let address = format!("{name}@example.com");
    let form = [("strategy", "password"), ("identifier", &address), ("password", "correct horse battery")];
    let mut browser = app.browser(Identity::DevBrowser);
    let answer = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
    answer["response"]["created_session_id"].as_str().unwrap().to_owned()
}

fn ids(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|row| row["session"]["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn who_is_signed_in_comes_by_last_activity_with_their_user() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    assert_eq!(dashboard.get("sessions").await.expect_status(200).json(), json!({"data": [], "next": null}));
    let (ada, _) = (user(&app, "ada").await, user(&app, "ben").await);
    let first = sign_in(&app, "ada").await;
    app.clock.advance_secs(1);
    let second = sign_in(&app, "ben").await;
    let page = dashboard.get("sessions").await.json();
    assert_eq!(ids(&page), [second.as_str(), first.as_str()]);
    assert_eq!(page["data"][1]["user"]["id"], ada["id"]);
    let revoke = format!("v1/sessions/{second}/revoke");
    let _ = dashboard.change("POST", &revoke, json!({})).await.expect_status(200);
    assert_eq!(ids(&dashboard.get("sessions").await.json()), [first.as_str()]);
    app.clock.advance_secs(8 * 24 * 60 * 60);
    let later = Dashboard::open(&app).await;
    assert_eq!(ids(&later.get("sessions").await.json()), Vec::<&str>::new(), "its time is over");
}

#[tokio::test]
async fn pages_follow_each_other() {
    let app = TestApp::development().await;
    user(&app, "ada").await;
    let mut made = Vec::new();
    for _ in 0..27 {
        made.push(sign_in(&app, "ada").await);
        app.clock.advance_secs(1);
    }
    made.reverse();
    let dashboard = Dashboard::open(&app).await;
    let first = dashboard.get("sessions").await.json();
    let next = format!("sessions?after={}", first["next"].as_str().unwrap());
    let second = dashboard.get(&next).await.json();
    let seen: Vec<_> = ids(&first).into_iter().chain(ids(&second)).collect();
    assert_eq!(seen, made);
    assert_eq!(second["next"], Value::Null);
    assert_eq!(dashboard.get("sessions?after=x").await.expect_status(422).error().1.unwrap(), "after");
}
