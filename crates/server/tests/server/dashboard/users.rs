use nightdesk_testkit::TestApp;
use serde_json::{Value, json};

use crate::dashboard::support::Dashboard;

async fn create(dashboard: &Dashboard<'_>, name: &str) -> String {
    let body = json!({
        "email_address": [format!("{name}@example.com")], "first_name": name, "skip_password_requirement": true,
    });
    let user = dashboard.change("POST", "v1/users", body).await.expect_status(200).json();
    user["id"].as_str().unwrap().to_owned()
}

async fn listed(dashboard: &Dashboard<'_>, query: &str) -> Vec<String> {
    let page = dashboard.get(&format!("users?{query}")).await.expect_status(200).json();
    let names = page["data"].as_array().unwrap().iter().map(|user| user["first_name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

#[tokio::test]
async fn users_are_found_by_the_beginning_of_what_they_are_known_by() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let ada = create(&dashboard, "ada").await;
    app.clock.advance_secs(1);
    create(&dashboard, "ben").await;
    assert_eq!(listed(&dashboard, "").await, ["ben", "ada"]);
    assert_eq!(listed(&dashboard, "query=ADA%40ex").await, ["ada"]);
    assert_eq!(listed(&dashboard, &format!("query={}", &ada[..20])).await, ["ada"]);
    assert_eq!(listed(&dashboard, "query=example").await, [""; 0]);
    assert_eq!(dashboard.get("users?filter=odd").await.status, 422);
    assert_eq!(dashboard.get("users?after=odd").await.status, 422);
}

#[tokio::test]
async fn a_list_goes_on_where_the_last_page_ended() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    for n in 0..27 {
        create(&dashboard, &format!("ada{n:02}")).await;
    }
    for query in ["", "query=ada"] {
        let first = dashboard.get(&format!("users?{query}")).await.json();
        let next = first["next"].as_str().unwrap();
        assert_eq!(first["data"].as_array().unwrap().len(), 25);
        let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let rest = dashboard.get(&format!("users?{query}&after={next}")).await.json();
        assert_eq!((rest["data"].as_array().unwrap().len(), &rest["next"]), (2, &Value::Null), "{query}");
        assert_ne!(rest["data"][0]["id"], first["data"][24]["id"]);
    }
}

#[tokio::test]
async fn the_banned_and_the_locked_are_listed_by_themselves() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let (ada, ben) = (create(&dashboard, "ada").await, create(&dashboard, "ben").await);
    let banned = dashboard.change("POST", &format!("v1/users/{ada}/ban"), json!({})).await;
    assert_eq!(banned.expect_status(200).json()["banned"], true);
    let _ = dashboard.change("POST", &format!("v1/users/{ben}/lock"), json!({})).await.expect_status(200);
    assert_eq!(listed(&dashboard, "filter=banned").await, ["ada"]);
    assert_eq!(listed(&dashboard, "filter=locked").await, ["ben"]);
    assert_eq!(listed(&dashboard, "filter=locked&query=ada").await, [""; 0]);
    let _ = dashboard.change("POST", &format!("v1/users/{ada}/unban"), json!({})).await.expect_status(200);
    assert_eq!(listed(&dashboard, "filter=banned").await, [""; 0]);
}

#[tokio::test]
async fn the_backends_rules_hold_and_its_key_is_not_asked_for() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let ada = create(&dashboard, "ada").await;
    let again = dashboard.change("POST", "v1/users", json!({"email_address": ["ADA@example.com"]})).await;
    assert_eq!((again.status, again.error().0.as_str()), (422, "form_identifier_exists"));
    let path = format!("v1/users/{ada}/metadata");
    let odd = dashboard.change("PUT", &path, json!({"public_metadata": [1]})).await;
    assert_eq!(odd.error().1.as_deref(), Some("public_metadata"));
    let metadata = json!({"public_metadata": {"plan": "pro"}, "private_metadata": {"note": 1}});
    let user = dashboard.change("PUT", &path, metadata.clone()).await.expect_status(200).json();
    assert_eq!(user["private_metadata"], metadata["private_metadata"]);
    let link = dashboard.change("POST", "impersonations", json!({"user_id": ada})).await.expect_status(200);
    assert_eq!(link.json()["actor"], json!({"sub": "dashboard"}));
    assert!(link.json()["url"].as_str().unwrap().starts_with("http"));
    let _ = dashboard.change("DELETE", &format!("v1/users/{ada}"), json!({})).await.expect_status(200);
    assert_eq!(dashboard.get(&format!("v1/users/{ada}")).await.status, 404);
}

#[tokio::test]
async fn the_backends_operations_are_closed_without_a_cookie_and_to_other_sites() {
    let app = TestApp::development().await;
    let stranger = crate::dashboard::support::get(&app, "/dashboard/api/v1/users", None).await;
    assert_eq!((stranger.status, stranger.error().0.as_str()), (401, "dashboard_unauthenticated"));
    let dashboard = Dashboard::open(&app).await;
    let body = json!({"email_address": ["eve@example.com"]}).to_string();
    let foreign =
        dashboard.change_with("POST", "v1/users", &body, &[("origin", "https://evil.example")]).await;
    assert_eq!((foreign.status, foreign.error().0.as_str()), (403, "cross_site_request"));
    assert_eq!(listed(&dashboard, "query=eve").await, [""; 0]);
}
