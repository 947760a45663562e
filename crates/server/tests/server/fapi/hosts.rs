use axum::{body::Body, http::Request};
use nightdesk_auth::{
    Clock as _,
    model::{Application, Environment, Instance},
    provision,
};
use nightdesk_server::{Config, Served};
use nightdesk_store::instances;
use nightdesk_testkit::{SeededRng, TestApp, app::FRONTEND_API};

/// A production instance beside the development one that the server has.
async fn add_production(app: &TestApp, host: &str) -> Instance {
    let now = app.clock.now();
    let application = Application {
        id: app.instance.application_id.clone(),
        name: app.instance.application_name.clone(),
        created_at: now,
        updated_at: now,
    };
    let rng = SeededRng::new(99);
    let made = provision::instance(&application, Environment::Production, host, &rng, now).unwrap();
    let instance = &made;
    app.store.write(|tx| async move { instances::insert(&tx, instance).await }).await.unwrap();
    made
}

fn serving(app: TestApp, served: Served) -> TestApp {
    app.configured(Config { served, ..Config::default() })
}

/// Whose frontend API answers on a host.
async fn answers(app: &TestApp, host: &str) -> String {
    let request = Request::get("/v1/environment").header("host", host).body(Body::empty()).unwrap();
    let answer = app.send(request).await;
    if answer.status == 200 {
        let environment = &answer.json()["display_config"]["instance_environment_type"];
        return environment.as_str().unwrap().to_owned();
    }
    answer.error().0
}

#[tokio::test]
async fn of_several_instances_each_answers_on_its_host_and_the_own_one_on_all_others() {
    let app = TestApp::development().await;
    let production = add_production(&app, "auth.example.com").await;
    let app = serving(app, Served::All { own: Some(production.id.clone()) });
    assert_eq!(answers(&app, FRONTEND_API).await, "development");
    assert_eq!(answers(&app, "auth.example.com").await, "production");
    assert_eq!(answers(&app, "10.0.0.1:8080").await, "production", "what asks for its health by address");
    let satellite = serde_json::json!({"satellite_domains": ["www.satellite.test"]});
    let _ = app.backend().patch("/v1/instance", satellite).await.expect_status(204);
    assert_eq!(answers(&app, "www.satellite.test").await, "production", "whatever a sk_test_ key claims");
    let app = serving(app, Served::All { own: None });
    assert_eq!(answers(&app, "www.satellite.test").await, "development");
    assert_eq!(answers(&app, "10.0.0.1:8080").await, "host_invalid");
}

#[tokio::test]
async fn a_server_of_one_instance_answers_for_no_other() {
    let app = TestApp::development().await;
    let production = add_production(&app, "auth.example.com").await;
    let development = app.instance.id.clone();
    let app = serving(app, Served::Only(development));
    assert_eq!(answers(&app, "auth.example.com").await, "development");
    let app = serving(app, Served::Only(production.id));
    assert_eq!(answers(&app, FRONTEND_API).await, "production");
}

#[tokio::test]
async fn a_host_that_both_claim_is_productions() {
    let app = TestApp::development().await;
    add_production(&app, FRONTEND_API).await;
    assert_eq!(answers(&serving(app, Served::default()), FRONTEND_API).await, "production");
}
