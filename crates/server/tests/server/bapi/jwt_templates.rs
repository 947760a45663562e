//! Templates, and the tokens they make.

use nightdesk_jws::{HmacKey, JwkSet, VerifyingKey};
use nightdesk_testkit::{Answer, Identity, TestApp};
use serde_json::{Value, json};

use crate::bapi::people::{signed_in, text, user};

const SECRET: &str = "a secret that has thirty-two bytes";

async fn template(app: &TestApp, body: Value) -> Value {
    app.backend().post("/v1/jwt_templates", body).await.expect_status(200).json()
}

async fn session_of(app: &TestApp, user: &Value) -> String {
    let answer = app.backend().post("/v1/sessions", json!({"user_id": user["id"]})).await;
    text(&answer.expect_status(200).json(), "id").to_owned()
}

async fn published_key(app: &TestApp) -> VerifyingKey {
    let jwks = app.browser(Identity::DevBrowser).get("/.well-known/jwks.json").await.expect_status(200);
    let keys: JwkSet = serde_json::from_slice(&jwks.body).unwrap();
    VerifyingKey::from_jwk(keys.find(app.instance.id.as_str()).unwrap()).unwrap()
}

fn refused(answer: &Answer) -> (String, Option<String>) {
    assert_eq!(answer.status, 422, "{}", String::from_utf8_lossy(&answer.body));
    answer.error()
}

#[tokio::test]
async fn a_template_is_made_read_changed_and_removed() {
    let app = TestApp::development().await;
    let made = template(&app, json!({"name": "hasura", "claims": {"id": "{{user.id}}"}})).await;
    assert_eq!((&made["lifetime"], &made["allowed_clock_skew"]), (&json!(60), &json!(5)));
    assert_eq!((&made["custom_signing_key"], &made["signing_algorithm"]), (&json!(false), &json!("RS256")));
    let path = format!("/v1/jwt_templates/{}", text(&made, "id"));
    assert_eq!(app.backend().get(&path).await.expect_status(200).json(), made);

    app.clock.advance_secs(5);
    let body = json!({"name": "hasura-2", "claims": {"role": "{{user.public_metadata.role || 'user'}}"}, "lifetime": 300});
    let changed = app.backend().patch(&path, body).await.expect_status(200).json();
    assert_eq!((&changed["name"], &changed["lifetime"]), (&json!("hasura-2"), &json!(300)));
    assert_eq!(app.backend().get(&path).await.json(), changed);

    template(&app, json!({"name": "other", "claims": {}})).await;
    let page = app.backend().get("/v1/jwt_templates?paginated=true&limit=1").await.expect_status(200).json();
    assert_eq!((&page["data"][0]["name"], &page["total_count"]), (&json!("other"), &json!(2)));
    let list = app.backend().get("/v1/jwt_templates?offset=1").await.expect_status(200).json();
    assert_eq!(list, json!([changed]));

    let gone = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!(gone, json!({"object": "jwt_template", "id": made["id"], "deleted": true}));
    for answer in [app.backend().get(&path).await, app.backend().delete(&path).await] {
        assert_eq!(answer.expect_status(404).error().0, "resource_not_found");
    }
}

#[tokio::test]
async fn a_template_that_could_not_be_minted_is_refused() {
    let app = TestApp::development().await;
    template(&app, json!({"name": "taken", "claims": {}})).await;
    let rsa = nightdesk_jws::SigningKey::generate().unwrap().to_pkcs8_pem().unwrap();
    let custom = |algorithm: &str, key: &str| json!({"name": "t", "claims": {}, "custom_signing_key": true, "signing_algorithm": algorithm, "signing_key": key});
    for (body, name) in [
        (json!({"claims": {}}), "name"),
        (json!({"name": "t"}), "claims"),
        (json!({"name": "taken", "claims": {}}), "name"),
        (json!({"name": "a/b", "claims": {}}), "name"),
        (json!({"name": "t", "claims": []}), "claims"),
        (json!({"name": "t", "claims": {"sub": "user_other"}}), "claims"),
        (json!({"name": "t", "claims": {"x": "{{user.id"}}), "claims"),
        (json!({"name": "t", "claims": {"x": "{{process.env}}"}}), "claims"),
        (json!({"name": "t", "claims": {}, "lifetime": 29}), "lifetime"),
        (json!({"name": "t", "claims": {}, "allowed_clock_skew": 301}), "allowed_clock_skew"),
        (json!({"name": "t", "claims": {}, "custom_signing_key": true}), "signing_key"),
        (custom("none", SECRET), "signing_algorithm"),
        (custom("HS256", "short"), "signing_key"),
        (custom("ES256", &rsa), "signing_key"),
        (json!({"name": "t", "claims": {}, "lifetyme": 60}), "lifetyme"),
    ] {
        let answer = app.backend().post("/v1/jwt_templates", body.clone()).await;
        assert_eq!(refused(&answer).1.as_deref(), Some(name), "{body}");
        let body = String::from_utf8_lossy(&answer.body);
        assert!(!body.contains(SECRET) && !body.contains("PRIVATE"), "{body}");
    }
}

#[tokio::test]
async fn a_token_by_a_template_says_what_the_template_says() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let claims = json!({"aud": "db", "mail": "{{user.primary_email_address}}", "role": "{{user.public_metadata.role || 'user'}}"});
    template(&app, json!({"name": "db", "claims": claims, "lifetime": 120, "allowed_clock_skew": 7})).await;
    let mut browser = signed_in(&app, "ada@example.com").await;
    let client = browser.get("/v1/client").await.json();
    let session = text(&client["response"], "last_active_session_id").to_owned();
    let path = format!("/v1/client/sessions/{session}/tokens/db");
    let jwt = text(&browser.post(&path, &[]).await.expect_status(200).json(), "jwt").to_owned();
    let verified = published_key(&app).await.verify::<Value>(&jwt).unwrap();
    assert_eq!(verified.header.cat.as_deref(), Some("cl_B7d4PD222AAA"));
    let now = nightdesk_auth::Clock::now(&app.clock).as_secs();
    let mut said = verified.claims;
    assert_eq!(said["jti"].as_str().map(str::len), Some(32));
    said["jti"] = json!("random");
    assert_eq!(
        said,
        json!({
            "aud": "db", "mail": "ada@example.com", "role": "user", "jti": "random",
            "azp": "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
            "exp": now + 120, "iat": now, "nbf": now - 7,
            "iss": "https://auth.nightdesk.localhost:4400", "sub": ada["id"],
        })
    );
    let missing = browser.post(&path.replace("/db", "/nothing"), &[]).await;
    assert_eq!(missing.expect_status(404).error().0, "resource_not_found");
    let revoke = format!("/v1/sessions/{session}/revoke");
    let _ = app.backend().post(&revoke, json!({})).await.expect_status(200);
    let _ = browser.post(&path, &[]).await.expect_status(401);
}

#[tokio::test]
async fn a_template_with_a_key_of_its_own_signs_with_it_and_never_shows_it() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let body = json!({"name": "db", "claims": {"id": "{{user.id}}"}, "custom_signing_key": true, "signing_algorithm": "HS256", "signing_key": SECRET});
    let made = app.backend().post("/v1/jwt_templates", body).await.expect_status(200);
    assert!(!String::from_utf8_lossy(&made.body).contains(SECRET));
    let session = session_of(&app, &ada).await;
    let path = format!("/v1/sessions/{session}/tokens/db");
    let token =
        app.backend().post(&path, json!({"expires_in_seconds": 3600})).await.expect_status(200).json();
    let verified = HmacKey::new(SECRET.as_bytes()).unwrap().verify::<Value>(text(&token, "jwt")).unwrap();
    assert_eq!(verified.claims["id"], ada["id"]);
    assert_eq!(verified.header.kid, None, "no published key verifies it");
    assert_eq!(verified.claims["exp"].as_i64(), verified.claims["iat"].as_i64().map(|iat| iat + 3600));

    let path_of_template = format!("/v1/jwt_templates/{}", text(&made.json(), "id"));
    let body = json!({"name": "db", "claims": {"id": "{{user.id}}"}, "custom_signing_key": false});
    let _ = app.backend().patch(&path_of_template, body).await.expect_status(200);
    let token = app.backend().post(&path, json!({})).await.expect_status(200).json();
    assert!(published_key(&app).await.verify::<Value>(text(&token, "jwt")).is_ok());
}
