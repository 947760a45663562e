use nightdesk_auth::model::Environment;
use nightdesk_testkit::{TestApp, TestDatabase, on_both_databases};
use serde_json::json;

on_both_databases! { users_are_found_and_counted_by_what_is_known_of_them, pages_follow_each_other }

async fn people(database: TestDatabase) -> TestApp {
    let app = TestApp::on(database, Environment::Development).await;
    for (name, address) in
        [("ada_l", "ada@example.com"), ("ben_m", "ben@example.org"), ("cara", "cara@example.com")]
    {
        app.clock.advance_secs(1);
        let body =
            json!({"username": name, "email_address": [address], "external_id": format!("ext-{name}")});
        let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    }
    app
}

async fn names(app: &TestApp, query: &str) -> Vec<String> {
    let found = app.backend().get(&format!("/v1/users?{query}")).await.expect_status(200).json();
    let found = found.as_array().expect("the list is an array");
    found.iter().map(|user| user["username"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn users_are_found_and_counted_by_what_is_known_of_them(database: TestDatabase) {
    let app = people(database).await;
    let ada = app.backend().get("/v1/users?username=ada_l").await.json();
    let id = ada[0]["id"].as_str().unwrap().to_owned();
    for (query, expected) in [
        ("", vec!["cara", "ben_m", "ada_l"]),
        ("email_address=ADA@example.com&email_address=ben@example.org", vec!["ben_m", "ada_l"]),
        ("username[]=ada_l&username%5B%5D=cara&username=ben_m", vec!["cara", "ben_m", "ada_l"]),
        ("external_id[]=-ext-cara", vec!["ben_m", "ada_l"]),
        ("query=example.com", vec!["cara", "ada_l"]),
        ("query=BEN", vec!["ben_m"]),
        ("external_id=ext-cara", vec!["cara"]),
        ("external_id=-ext-cara", vec!["ben_m", "ada_l"]),
        (&format!("user_id={id}"), vec!["ada_l"]),
        (&format!("user_id=%2B{id}"), vec!["ada_l"]),
        (&format!("user_id=-{id}"), vec!["cara", "ben_m"]),
        ("banned=true", vec![]),
        ("last_active_at_since=1", vec![]),
        ("order_by=username", vec!["ada_l", "ben_m", "cara"]),
        ("order_by=-email_address", vec!["cara", "ben_m", "ada_l"]),
        ("query=%25", vec![]),
        ("organization_id=org_a", vec![]),
        ("organization_id=-org_a", vec!["cara", "ben_m", "ada_l"]),
        ("web3_wallet=0xabc", vec![]),
        ("provider=oauth_google&provider_user_id=7", vec![]),
    ] {
        assert_eq!(names(&app, query).await, expected, "{query}");
        let count = app.backend().get(&format!("/v1/users/count?{query}")).await.expect_status(200).json();
        assert_eq!(count["total_count"], expected.len(), "{query}");
    }
}

#[tokio::test]
async fn what_came_in_one_moment_is_listed_as_it_came() {
    let app = TestApp::development().await;
    let addresses: Vec<_> = (0..5).map(|n| format!("a{n}@example.com")).collect();
    let mut made = Vec::new();
    for n in 0..9 {
        let addresses: Vec<_> = addresses.iter().map(|address| format!("{n}{address}")).collect();
        let body = json!({"username": format!("user_{n}"), "email_address": addresses});
        let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
        let path = format!("/v1/users/{}", user["id"].as_str().unwrap());
        assert_eq!(app.backend().get(&path).await.json()["email_addresses"], user["email_addresses"]);
        made.insert(0, format!("user_{n}"));
    }
    assert_eq!(names(&app, "").await, made);
}

#[tokio::test]
async fn wallets_order_users_and_find_them() {
    let app = TestApp::development().await;
    let wallets = [
        ("ada_l", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
        ("ben_m", "0x52908400098527886E0F7030069857D2E4169EE7"),
    ];
    for (name, wallet) in wallets {
        let body = json!({"username": name, "web3_wallet": [wallet]});
        let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    }
    let _ = app.backend().post("/v1/users", json!({"username": "cara"})).await.expect_status(200);
    for (query, expected) in [
        ("order_by=web3wallet", vec!["ben_m", "ada_l", "cara"]),
        ("order_by=-web3wallet", vec!["ada_l", "ben_m", "cara"]),
        ("query=0xFB6916095CA1DF60BB79CE92CE3EA74C37C5D359", vec!["ada_l"]),
        ("query=98527886", vec!["ben_m"]),
    ] {
        assert_eq!(names(&app, query).await, expected, "{query}");
    }
    let ada = app.backend().get("/v1/users?username=ada_l").await.json();
    let (user, wallet) = (&ada[0]["id"], &ada[0]["web3_wallets"][0]["id"]);
    let path = format!("/v1/users/{}/web3_wallets/{}", user.as_str().unwrap(), wallet.as_str().unwrap());
    let _ = app.backend().delete(&path).await.expect_status(200);
    assert!(names(&app, "query=0xfb6916").await.is_empty());
}

async fn pages_follow_each_other(database: TestDatabase) {
    let app = people(database).await;
    assert_eq!(names(&app, "limit=2").await, ["cara", "ben_m"]);
    assert_eq!(names(&app, "limit=2&offset=2").await, ["ada_l"]);
    let ben = app.backend().get("/v1/users?username=ben_m").await.json();
    let ben = ben[0]["id"].as_str().unwrap();
    assert_eq!(names(&app, &format!("starting_after={ben}")).await, ["ada_l"]);
    assert_eq!(names(&app, &format!("starting_after={ben}&order_by=created_at")).await, ["cara"]);
    for (query, param) in [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("offset=-1", "offset"),
        ("limit=many", "limit"),
        ("order_by=shoe_size", "order_by"),
        ("provider=oauth_google", "provider"),
        ("provider_user_id=7", "provider"),
        (&format!("starting_after={ben}&order_by=username"), "starting_after"),
        (&format!("starting_after={ben}&offset=1"), "starting_after"),
        ("starting_after=user_nobody", "starting_after"),
    ] {
        let answer = app.backend().get(&format!("/v1/users?{query}")).await.expect_status(422);
        assert_eq!(answer.error().1.as_deref(), Some(param), "{query}");
    }
}
