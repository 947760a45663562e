use nightdesk_testkit::TestApp;
use serde_json::{Value, json};

use crate::dashboard::support::Dashboard;

/// Of "password", at the least cost.
const BCRYPT: &str = "$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm";

async fn begin(dashboard: &Dashboard<'_>, total: i64) -> String {
    let body = json!({"file_name": "users.csv", "file_digest": "00", "total": total});
    let import = dashboard.change("POST", "imports", body).await.expect_status(201).json();
    format!("imports/{}", import["id"].as_str().unwrap())
}

fn record(name: &str) -> Value {
    json!({"email_address": [format!("{name}@example.com")], "password_digest": BCRYPT, "password_hasher": "bcrypt"})
}

#[tokio::test]
async fn records_become_users_and_refused_ones_are_reported() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let import = begin(&dashboard, 5).await;
    let records = json!([
        record("ada"),
        {"email_address": ["no address"]},
        record("ADA"),
        {"email_address": ["ben@example.com"], "password_digest": "odd", "password_hasher": "bcrypt"},
        record("cara"),
    ]);
    let body = json!({"position": 0, "records": records});
    let done = dashboard.change("POST", &format!("{import}/records"), body).await.expect_status(200).json();
    assert_eq!((&done["position"], &done["refused"]), (&json!(5), &json!(3)));
    let refused = dashboard.get(&format!("{import}/refusals")).await.expect_status(200).json();
    let told: Vec<_> =
        refused["data"].as_array().unwrap().iter().map(|r| (&r["position"], &r["field"])).collect();
    let field = [json!("email_address"), json!("password_digest")];
    assert_eq!(told, [(&json!(1), &field[0]), (&json!(2), &field[0]), (&json!(3), &field[1])]);
    assert_eq!(refused["data"][1]["record"], "ADA@example.com");
    assert_eq!(app.backend().get("/v1/users/count").await.json()["total_count"], 2);
    let listed = dashboard.get("imports").await.json()["data"].clone();
    assert_eq!(listed[0]["file_name"], "users.csv");
}

#[tokio::test]
async fn an_import_goes_on_where_it_is_and_adds_nobody_twice() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let import = begin(&dashboard, 2).await;
    let send = async |position: i64, name: &str| {
        let body = json!({"position": position, "records": [record(name)]});
        dashboard.change("POST", &format!("{import}/records"), body).await
    };
    assert_eq!(send(0, "ada").await.status, 200);
    // The answer was lost: the same records come again.
    let again = send(0, "ada").await;
    assert_eq!((again.status, again.error().0.as_str()), (409, "import_moved_on"));
    assert_eq!(dashboard.get(&import).await.json()["position"], 1);
    assert_eq!(send(1, "ben").await.json()["position"], 2);
    assert_eq!(send(2, "cara").await.status, 422, "the file has no more");
    assert_eq!(app.backend().get("/v1/users/count").await.json()["total_count"], 2);
}

#[tokio::test]
async fn what_is_no_import_is_refused() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let empty = json!({"file_name": "a", "file_digest": "0", "total": 0});
    assert_eq!(dashboard.change("POST", "imports", empty).await.status, 422);
    assert_eq!(dashboard.get("imports/imp_none").await.status, 404);
    let import = begin(&dashboard, 2).await;
    let none = json!({"position": 0, "records": []});
    assert_eq!(dashboard.change("POST", &format!("{import}/records"), none).await.status, 422);
}
