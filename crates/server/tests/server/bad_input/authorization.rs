//! Every documented operation, asked by everybody who has no business with it.
//!
//! The ids in the paths are Ada's. Nobody but Ada and her own instance's backend may see what they name, change it, or
//! learn more than that there is nothing for them.

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_auth::{
    model::{Environment, Instance, Secret},
    provision,
};
use nightdesk_store::{Error, instances, secret_keys};
use nightdesk_testkit::{
    Answer, Browser, TestApp,
    app::{FRONTEND_API, Identity},
    spec::{Api, operations},
};
use nightdesk_wire::ids::InstanceId;
use serde_json::{Value, json};

use crate::bad_input::support::PASSWORD;

const ADA: &str = "ada@example.com";
const EVE: &str = "eve@example.com";
/// Stands in everything of Ada's that an answer could give away.
const SECRET: &str = "adas-own-matter";
/// How a stranger may be refused. A body that lacks a field is refused before anything is looked for.
const REFUSALS: [u16; 8] = [400, 401, 403, 404, 405, 415, 422, 501];
const OTHER_HOST: &str = "auth.other.localhost:4400";

/// Ada's server, and what is hers on it: an id for each parameter of a path.
struct Scene {
    app: TestApp,
    ids: Value,
    /// Her development browser, which is signed in.
    token: String,
    /// A key of her instance that was revoked.
    revoked_key: String,
    /// A key of another instance on the same server.
    others_key: String,
}

async fn user(app: &TestApp, address: &str, secret: &str) -> Value {
    let body = json!({
        "email_address": [address], "password": PASSWORD, "first_name": secret, "external_id": secret,
        "public_metadata": {"x": secret}, "private_metadata": {"x": secret}, "unsafe_metadata": {"x": secret},
    });
    app.backend().post("/v1/users", body).await.expect_status(200).json()
}

async fn sign_in(browser: &mut Browser<'_>, address: &str) -> Value {
    let form = [("strategy", "password"), ("identifier", address), ("password", PASSWORD)];
    browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json()
}

async fn scene() -> Scene {
    let app = TestApp::development().await;
    let ada = user(&app, ADA, SECRET).await;
    user(&app, EVE, "eves-own-matter").await;
    let mut browser = app.browser(Identity::DevBrowser);
    let signed_in = sign_in(&mut browser, ADA).await;
    let post = async |path: &str, body: Value| app.backend().post(path, body).await.expect_status(200).json();
    let template = json!({"name": SECRET, "claims": {"x": SECRET}});
    let template = post("/v1/jwt_templates", template).await;
    let ticket = post("/v1/sign_in_tokens", json!({"user_id": ada["id"]})).await;
    let guest = json!({"email_address": format!("{SECRET}@example.com"), "notify": false});
    let invitation = post("/v1/invitations", guest.clone()).await;
    let entry = post("/v1/waitlist_entries", guest.clone()).await;
    let listed = json!({"identifier": guest["email_address"]});
    let listed = post("/v1/blocklist_identifiers", listed).await;
    // A sign-up that is under way, on a browser of hers.
    let mut other = app.browser(Identity::DevBrowser);
    let form = [("email_address", "ada-to-be@example.com"), ("first_name", SECRET)];
    let sign_up = other.post("/v1/client/sign_ups", &form).await.expect_status(200).json();
    let client = app.backend().get("/v1/clients").await.json();
    let client = client.as_array().and_then(|all| all.iter().find(|client| client["sessions"] != json!([])));
    let address = &ada["email_addresses"][0]["id"];
    let ids = json!({
        "user_id": ada["id"], "email_id": address, "email_address_id": address, "template_id": template["id"],
        "template_name": SECRET, "session_id": signed_in["response"]["created_session_id"],
        "sign_in_id": signed_in["response"]["id"], "sign_up_id": sign_up["response"]["id"],
        "id": sign_up["response"]["id"], "client_id": client.expect("Ada is signed in")["id"],
        "sign_in_token_id": ticket["id"], "invitation_id": invitation["id"], "waitlist_entry_id": entry["id"],
        "identifier_id": listed["id"],
    });
    let (revoked_key, others_key) = keys(&app).await;
    let token = browser.token.clone().expect("a development browser");
    Scene { app, ids, token, revoked_key, others_key }
}

/// A revoked key of the instance, and one of another instance on the same server.
async fn keys(app: &TestApp) -> (String, String) {
    let now = nightdesk_auth::Clock::now(&app.clock);
    let other = Instance {
        id: InstanceId::generate(now, [9; 16]),
        environment: Environment::Production,
        frontend_api: OTHER_HOST.to_owned(),
        client_token_key: Secret::new("another key of at least thirty-two bytes"),
        ..app.instance.clone()
    };
    let (revoked, revoked_text) = provision::secret_key(&app.instance, "Revoked", &*app.rng, now);
    let (others, others_text) = provision::secret_key(&other, "Other", &*app.rng, now);
    let store = app.store.write(async |tx| {
        instances::insert(&tx, &other).await?;
        secret_keys::insert(&tx, &others).await?;
        secret_keys::insert(&tx, &revoked).await?;
        secret_keys::revoke(&tx, &revoked.instance_id, &revoked.id, now).await
    });
    let stored: Result<_, Error> = store.await;
    stored.expect("the rows are new");
    // The server reads its instances again after a second.
    app.clock.advance_secs(2);
    (revoked_text.expose().to_owned(), others_text.expose().to_owned())
}

impl Scene {
    /// A path with Ada's ids in it, and whether it names anything of hers.
    fn path(&self, pattern: &str) -> (String, bool) {
        let mut named = false;
        let parts = pattern.split('/').map(|part| {
            let Some((name, ending)) = part.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
                return part.to_owned();
            };
            named = true;
            format!("{}{ending}", self.ids[name].as_str().unwrap_or("x_1"))
        });
        let path = parts.collect::<Vec<_>>().join("/");
        (path, named)
    }

    async fn send(&self, method: &str, path: &str, host: &str, authorization: Option<&str>) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, host);
        let request = match authorization {
            Some(value) => request.header(header::AUTHORIZATION, value),
            None => request,
        };
        self.app.send(request.body(Body::empty()).expect("contracts have valid paths")).await
    }

    /// All that the backend knows of Ada.
    async fn state(&self) -> Value {
        let user = self.ids["user_id"].as_str().expect("an id");
        let mut state = Vec::new();
        for path in [
            format!("/v1/users/{user}"),
            // Whoever ended a session may delete it with its client.
            format!("/v1/sessions?user_id={user}&status=active"),
            "/v1/jwt_templates".to_owned(),
            "/v1/invitations".to_owned(),
            "/v1/waitlist_entries".to_owned(),
            "/v1/blocklist_identifiers".to_owned(),
            format!("/v1/sign_ups/{}", self.ids["id"].as_str().expect("an id")),
        ] {
            state.push(self.app.backend().get(&path).await.expect_status(200).json());
        }
        state.into()
    }
}

/// Whether an operation needs a signed-in session, whatever its parameters.
fn needs_session(pattern: &str) -> bool {
    pattern.starts_with("/v1/me") || pattern.starts_with("/v1/client/sessions/{")
}

/// No answer fails, and none has anything of Ada's. `named` says whether the path names something of hers, so that only
/// a refusal will do; `refusals` are the statuses it may have.
fn judge(what: &str, answer: &Answer, named: bool, refusals: &[u16]) {
    assert!(answer.status < 500 || answer.status == 501, "{what}: {} {}", answer.status, answer.text());
    for matter in [SECRET, ADA] {
        let text = answer.text();
        // Template names are in the path, and errors may repeat what they were asked for.
        let repeats = answer.status >= 400 && what.contains(matter);
        assert!(repeats || !text.contains(matter), "{what} gives away {matter}: {text}");
    }
    if named || answer.status >= 400 {
        assert!(refusals.contains(&answer.status), "{what}: {} {}", answer.status, answer.text());
    }
}

#[tokio::test]
async fn no_operation_of_the_backend_api_serves_those_without_its_key() {
    let scene = scene().await;
    let before = scene.state().await;
    let mut pairs = 0;
    let strangers = [
        ("nobody", None),
        ("a revoked key", Some(format!("Bearer {}", scene.revoked_key))),
        ("a made-up key", Some("Bearer sk_test_madeup".to_owned())),
    ];
    for (method, pattern, _) in operations(Api::Bapi) {
        let (path, named) = scene.path(&pattern);
        for (who, authorization) in &strangers {
            // Without a key the paths that both APIs have are the Frontend API's.
            let refusals: &[u16] = if authorization.is_some() { &[401] } else { &REFUSALS };
            let answer = scene.send(&method, &path, FRONTEND_API, authorization.as_deref()).await;
            judge(&format!("{who}: {method} {path}"), &answer, named, refusals);
            pairs += 1;
        }
        let key = format!("Bearer {}", scene.others_key);
        let answer = scene.send(&method, &path, FRONTEND_API, Some(&key)).await;
        judge(&format!("another instance's key: {method} {path}"), &answer, named, &REFUSALS);
        pairs += 1;
    }
    assert_eq!(scene.state().await, before);
    println!("{pairs} pairs of operation and identity");
}

#[tokio::test]
async fn no_operation_of_the_frontend_api_serves_those_it_does_not_belong_to() {
    let scene = scene().await;
    let mut ended = scene.app.browser(Identity::DevBrowser);
    sign_in(&mut ended, ADA).await;
    let _ = ended.delete("/v1/client/sessions").await.expect_status(200);
    let ended = ended.token.expect("a development browser");
    let before = scene.state().await;
    let mut pairs = 0;
    for (method, pattern, _) in operations(Api::Fapi) {
        let (path, named) = scene.path(&pattern);
        // Eve comes anew each time: some operations sign her out, or delete her, which is what they are for.
        let eve = json!({"email_address": [EVE], "password": PASSWORD});
        let _ = scene.app.backend().post("/v1/users", eve).await;
        let mut eve = scene.app.browser(Identity::DevBrowser);
        sign_in(&mut eve, EVE).await;
        let eve = eve.token.expect("a development browser");
        let of = |token: &str| format!("{path}?__clerk_db_jwt={token}");
        let bearer = format!("Bearer {}", scene.token);
        for (who, uri, host, authorization) in [
            ("nobody", path.clone(), FRONTEND_API, None),
            ("a made-up browser", of("dvb_madeup"), FRONTEND_API, None),
            ("another user", of(&eve), FRONTEND_API, None),
            ("an ended session", of(&ended), FRONTEND_API, None),
            ("a client of another instance", of(&scene.token), OTHER_HOST, Some(bearer.as_str())),
        ] {
            let answer = scene.send(&method, &uri, host, authorization).await;
            let is_self = who == "another user";
            let named = named || (needs_session(&pattern) && !is_self);
            judge(&format!("{who}: {method} {path}"), &answer, named, &REFUSALS);
            pairs += 1;
        }
    }
    assert_eq!(scene.state().await, before);
    let mut ada = scene.app.browser(Identity::DevBrowser);
    ada.token = Some(scene.token.clone());
    let session = scene.ids["session_id"].as_str().expect("an id");
    let _ = ada.post(&format!("/v1/client/sessions/{session}/tokens"), &[]).await.expect_status(200);
    println!("{pairs} pairs of operation and identity");
}
