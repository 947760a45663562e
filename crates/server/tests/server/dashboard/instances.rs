//! Both instances of an application in one dashboard.

use axum::{body::Body, http::Request};
use nightdesk_auth::{
    Clock as _,
    model::{Environment, Instance},
    provision,
};
use nightdesk_server::{Config, Served, pages::access::one_time_link};
use nightdesk_store::{applications, instances};
use nightdesk_testkit::{Answer, SeededRng, TestApp, TestProvider, provider::CLIENT_SECRET};
use nightdesk_wire::ids::InstanceId;
use serde_json::{Value, json};

use crate::dashboard::support::{Dashboard, HOST, get};

async fn create(dashboard: &Dashboard<'_>, frontend_api: &str) -> Answer {
    dashboard.change("POST", "instances", json!({"frontend_api": frontend_api})).await
}

/// A new production instance.
async fn production(dashboard: &Dashboard<'_>) -> Value {
    create(dashboard, "auth.example.com").await.expect_status(201).json()
}

fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap()
}

#[tokio::test]
async fn an_admin_creates_the_other_instance_and_goes_from_one_to_the_other() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let made = create(&dashboard, " Auth.Example.COM ").await.expect_status(201).json();
    assert_eq!(
        (&made["environment"], &made["frontend_api"]),
        (&json!("production"), &json!("auth.example.com"))
    );
    assert!(made["secret_key"].as_str().unwrap().starts_with("sk_live_"));
    let there = dashboard.at(id(&made));
    let shown = there.get("instance").await.expect_status(200).json();
    assert_eq!((&shown["id"], &shown["publishable_key"]), (&made["id"], &made["publishable_key"]));
    let keys = there.get("secret_keys").await.json()["data"].clone();
    assert_eq!((keys.as_array().unwrap().len(), &keys[0]["secret"]), (1, &Value::Null), "told only once");

    let user = json!({"email_address": ["eve@example.com"]});
    let user = there.change("POST", "v1/users", user).await.expect_status(200).json();
    assert_eq!(there.get("users").await.json()["data"][0]["id"], user["id"]);
    assert_eq!(dashboard.get("users").await.json()["data"], json!([]));
    let path = format!("v1/users/{}", user["id"].as_str().unwrap());
    assert_eq!((there.get(&path).await.status, dashboard.get(&path).await.status), (200, 404));
    let open = |application: Answer| {
        let all = application.json()["instances"].as_array().unwrap().clone();
        let open = all.into_iter().find(|each| each["open"] == true).unwrap();
        open["environment"].as_str().unwrap().to_owned()
    };
    assert_eq!(open(there.get("application").await), "production");
    assert_eq!(open(dashboard.get("application").await), "development");
    assert_eq!(open(dashboard.at(app.instance.id.as_str()).get("application").await), "development");
}

#[tokio::test]
async fn the_log_of_an_instance_tells_what_was_done_there() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let made = production(&dashboard).await;
    let there = dashboard.at(id(&made));
    app.clock.advance_secs(1);
    let _ = there.change("PATCH", "v1/instance", json!({"log_retention_days": 7})).await.expect_status(204);
    let lines = async |dashboard: &Dashboard<'_>| {
        let log = dashboard.get("events?kind=change").await.json();
        let lines = log["data"].as_array().unwrap().iter();
        lines.map(|line| json!([line["operation"], line["actor"], line["subject"]])).collect::<Vec<_>>()
    };
    let creation = json!(["POST /instances", "ada@example.com", made["id"]]);
    let change = json!(["PATCH /instance", "ada@example.com", null]);
    assert_eq!(lines(&there).await, [change.clone(), creation.clone()]);
    let of_the_other = lines(&dashboard).await;
    assert!(of_the_other.contains(&creation) && !of_the_other.contains(&change), "{of_the_other:?}");
}

#[tokio::test]
async fn rules_are_copied_and_origins_and_secrets_are_not() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let settings = json!({
        "session_lifetime_secs": 3600,
        "allowed_origins": ["http://localhost:3000"],
        "test_mode": true,
        "home_url": "http://localhost:3000/",
    });
    let _ = dashboard.change("PATCH", "v1/instance", settings).await.expect_status(204);
    let google = json!({"client_id": "dev-id", "client_secret": "hush"});
    let _ = dashboard.change("PUT", "v1/social_connections/google", google).await.expect_status(200);
    let made = production(&dashboard).await;
    let there = dashboard.at(id(&made));
    let settings = there.get("instance").await.json()["settings"].clone();
    assert_eq!(settings["session_lifetime_secs"], 3600);
    assert_eq!((&settings["allowed_origins"], &settings["test_mode"]), (&json!([]), &json!(false)));
    assert!(!settings.to_string().contains("localhost"), "{settings}");
    assert_eq!(there.get("v1/social_connections").await.json(), json!([]));
}

#[tokio::test]
async fn the_host_of_the_new_instance_is_one_of_its_own() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let satellites = json!({"satellite_domains": ["www.satellite.test"]});
    let _ = dashboard.change("PATCH", "v1/instance", satellites).await.expect_status(204);
    for (host, code) in [
        (" ", "form_param_missing"),
        ("https://auth.example.com", "form_param_format_invalid"),
        ("localhost", "form_param_format_invalid"),
        ("auth.example.com:0", "form_param_format_invalid"),
        // Another port would share the cookies.
        ("AUTH.nightdesk.localhost:9999", "form_param_value_invalid"),
        ("www.satellite.test", "form_param_value_invalid"),
    ] {
        let refused = create(&dashboard, host).await.expect_status(422);
        assert_eq!(refused.error(), (code.to_owned(), Some("frontend_api".to_owned())), "{host}");
    }
    let made = production(&dashboard).await;
    for dashboard in [&dashboard, &dashboard.at(id(&made))] {
        let again = create(dashboard, "other.example.com").await;
        assert_eq!((again.status, again.error().0.as_str()), (409, "duplicate_record"));
    }
}

#[tokio::test]
async fn a_development_instance_is_made_from_a_production_one_too() {
    let app = TestApp::production().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let made = create(&dashboard, "auth.dev.localhost:4400").await.expect_status(201).json();
    assert_eq!(made["environment"], "development");
    let keys = dashboard.at(id(&made)).get("secret_keys").await.json();
    assert_eq!(keys["data"][0]["secret"], made["secret_key"]);
}

#[tokio::test]
async fn whoever_came_by_a_link_stays_where_it_leads() {
    let app = TestApp::development().await;
    let made = production(&Dashboard::with_admin(&app).await).await;
    let by_link = Dashboard::open(&app).await;
    assert_eq!(by_link.at(app.instance.id.as_str()).get("instance").await.status, 200);
    for refused in [
        by_link.at(id(&made)).get("users").await,
        by_link.at(id(&made)).change("POST", "secret_keys", json!({"name": "mine"})).await,
        create(&by_link, "auth.example.com").await,
    ] {
        assert_eq!((refused.status, refused.error().0.as_str()), (403, "dashboard_admin_required"));
    }
}

/// Another application with an instance.
async fn stranger(app: &TestApp) -> Instance {
    let (rng, now) = (SeededRng::new(99), app.clock.now());
    let application = provision::application("Theirs", &rng, now);
    let host = "auth.stranger.test";
    let made = provision::instance(&application, Environment::Development, host, &rng, now).unwrap();
    let (application, instance) = (&application, &made);
    let add = app.store.write(|tx| async move {
        applications::insert(&tx, application).await?;
        instances::insert(&tx, instance).await
    });
    add.await.unwrap();
    app.clock.advance_secs(1);
    made
}

#[tokio::test]
async fn an_instance_of_another_application_is_as_unknown_as_one_that_does_not_exist() {
    let app = TestApp::development().await;
    let ours = Dashboard::with_admin(&app).await;
    let theirs = stranger(&app).await;
    for named in [theirs.id.as_str(), "ins_2abcdefghijklmnopqrstuvwxyz", "ins_", "production", "*"] {
        let read = ours.at(named).get("users").await;
        let changed = ours.at(named).change("POST", "secret_keys", json!({"name": "mine"})).await;
        for refused in [read, changed] {
            let code = refused.error().0;
            assert_eq!((refused.status, code.as_str()), (404, "dashboard_instance_not_found"), "{named}");
        }
    }
    assert!(!ours.get("application").await.text().contains("stranger"));
}

#[tokio::test]
async fn an_admin_of_another_application_gets_nowhere() {
    let app = TestApp::development().await;
    let theirs = stranger(&app).await;
    let link = one_time_link(&app.store, &theirs.id, &*app.rng, app.clock.now()).await.unwrap();
    let eve = Dashboard::open_by(&app, &link).await.of_first_admin("eve@example.com").await;
    assert_eq!(eve.get("me").await.json()["admin"]["email_address"], "eve@example.com");
    let refused = eve.at(app.instance.id.as_str()).get("users").await;
    assert_eq!((refused.status, refused.error().0.as_str()), (404, "dashboard_instance_not_found"));
}

#[tokio::test]
async fn a_secret_key_is_of_its_own_instance_whatever_a_header_says() {
    let app = TestApp::development().await;
    let made = production(&Dashboard::with_admin(&app).await).await;
    let request = Request::get("/v1/instance")
        .header("host", HOST)
        .header("authorization", format!("Bearer {}", app.secret_key))
        .header("nightdesk-instance", id(&made));
    let answer = app.send(request.body(Body::empty()).unwrap()).await.expect_status(200);
    assert_eq!(answer.json()["id"], app.instance.id.as_str());
}

#[tokio::test]
async fn what_another_process_answers_for_is_managed_here_and_not_served() {
    let app = TestApp::development().await;
    let cookie = Dashboard::with_admin(&app).await.cookie;
    let made = production(&Dashboard::of_cookie(&app, &cookie)).await;
    let only = Config { served: Served::Only(app.instance.id.clone()), ..Config::default() };
    let app = app.configured(only);
    let dashboard = Dashboard::of_cookie(&app, &cookie);
    let there = dashboard.at(id(&made));
    let shown = there.get("instance").await.expect_status(200).json();
    assert_eq!((&shown["served"], &shown["api_url"]), (&json!(false), &json!("https://auth.example.com")));
    assert_eq!(dashboard.get("instance").await.json()["served"], true);
    let renamed = there.change("PATCH", "v1/instance", json!({"session_lifetime_secs": 600})).await;
    assert_eq!(renamed.status, 204);
    assert_eq!(there.get("instance").await.json()["settings"]["session_lifetime_secs"], 600);

    let key = app.backend().with_key(made["secret_key"].as_str().unwrap());
    assert_eq!(key.get("/v1/users").await.expect_status(401).error().0, "clerk_key_invalid");

    let invitation = json!({"email_address": "eve@example.com"});
    let refused = there.change("POST", "v1/invitations", invitation.clone()).await;
    assert_eq!((refused.status, refused.error().0.as_str()), (409, "instance_not_served"));
    assert_eq!(there.get("v1/invitations?status=pending").await.json(), json!([]));
    let test = json!({"to": "eve@example.com"});
    let refused = there.change("POST", "templates/email/invitation/test", test).await;
    assert_eq!((refused.status, refused.error().0.as_str()), (409, "instance_not_served"));
    let _ = dashboard.change("POST", "v1/invitations", invitation).await.expect_status(200);
    assert_eq!(app.outbox().await.len(), 1);
}

#[tokio::test]
async fn a_link_to_an_instance_of_another_process_opens_nothing_and_stays_good() {
    let app = TestApp::development().await;
    let made = production(&Dashboard::with_admin(&app).await).await;
    let production = InstanceId::parse(id(&made)).unwrap();
    let link = one_time_link(&app.store, &production, &*app.rng, app.clock.now()).await.unwrap();
    let only = |id: &InstanceId| Config { served: Served::Only(id.clone()), ..Config::default() };
    let development = app.instance.id.clone();
    let app = app.configured(only(&development));
    assert_eq!(get(&app, &link, None).await.expect_status(401).header("set-cookie"), None);
    let app = app.configured(only(&production));
    assert_eq!(get(&app, &link, None).await.status, 303);
}

#[tokio::test]
async fn a_server_that_asks_nobody_on_its_own_machine_does_not_for_a_development_instance_either() {
    let app = TestApp::development().await;
    let provider = TestProvider::start(&app.clock).await;
    let connection = json!({"client_id": "id", "client_secret": CLIENT_SECRET, "issuer": provider.url});
    let put = async |app: &TestApp| {
        let dashboard = Dashboard::open(app).await;
        dashboard.change("PUT", "v1/social_connections/custom_acme", connection.clone()).await
    };
    let _ = put(&app).await.expect_status(200);
    let app = app.configured(Config { loopback_providers: false, ..Config::default() });
    assert_eq!(put(&app).await.expect_status(422).error().1.as_deref(), Some("issuer"));
    let check = Dashboard::open(&app).await;
    let check = check.change("POST", "social_connections/custom_acme/check", json!({})).await;
    let findings = check.expect_status(200).json()["findings"].as_array().unwrap().clone();
    assert!(findings.iter().all(|finding| finding["verdict"] != "right"), "{findings:?}");
}
