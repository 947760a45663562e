//! Digests that come from elsewhere. What each algorithm makes of a password is tested beside `hasher/imported.rs`.

use nightdesk_store::{Error, users};
use nightdesk_testkit::{Identity, TestApp};
use nightdesk_wire::ids::UserId;
use serde_json::json;

use crate::bapi::people::{PASSWORD, signed_in, text};

/// What is stored of a user's password.
async fn stored(app: &TestApp, id: &str) -> String {
    let id = UserId::parse(id).unwrap();
    let user = app.store.read(async |tx| users::find(&tx, &app.instance.id, &id).await);
    let user: Result<_, Error> = user.await;
    user.unwrap().unwrap().password_digest.unwrap().expose().to_owned()
}

#[tokio::test]
async fn the_first_sign_in_makes_a_digest_our_own() {
    let app = TestApp::development().await;
    let django = "pbkdf2_sha256$1000$saltsalt$2vLrmxK8YFROnGTL6oinO4bfT02gvTppeFbz7HWz5X0=";
    for (hasher, digest) in [
        ("md5", "88e4ddd2402d92d50e1879d6ecd9ffd4".to_owned()),
        ("pbkdf2_sha256_django", django.to_owned()),
        ("bcrypt", bcrypt::hash(PASSWORD, 4).unwrap()),
        ("argon2id", argon2_digest(PASSWORD)),
    ] {
        let address = format!("{hasher}@example.com");
        let body = json!({"email_address": [address], "password_digest": digest, "password_hasher": hasher});
        let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
        assert_eq!(user["password_enabled"], true);
        let form = [("strategy", "password"), ("identifier", address.as_str()), ("password", "wrong horse")];
        let _ = app.browser(Identity::DevBrowser).post("/v1/client/sign_ins", &form).await.expect_status(422);
        let before = stored(&app, text(&user, "id")).await;
        assert!(before.ends_with(&digest), "{hasher}");
        signed_in(&app, &address).await;
        let after = stored(&app, text(&user, "id")).await;
        assert!(after.starts_with("$argon2id$"), "{hasher}");
        assert_eq!(after == before, hasher == "argon2id", "{hasher}");
        signed_in(&app, &address).await;
    }
}

#[tokio::test]
async fn a_user_that_is_there_can_be_given_a_digest_too() {
    let app = TestApp::development().await;
    let user = crate::bapi::people::user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}", text(&user, "id"));
    let body = json!({
        "password_digest": "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
        "password_hasher": "sha256",
    });
    let _ = app.backend().patch(&path, body).await.expect_status(200);
    let verify = format!("{path}/verify_password");
    let _ = app.backend().post(&verify, json!({"password": "password"})).await.expect_status(200);
    let _ = app.backend().post(&verify, json!({"password": PASSWORD})).await.expect_status(422);
}

#[tokio::test]
async fn a_digest_that_would_keep_the_server_busy_is_refused() {
    let app = TestApp::development().await;
    let costly = bcrypt::hash(PASSWORD, 4).unwrap().replace("$04$", "$31$");
    let body = json!({"username": "ada_l", "password_digest": costly, "password_hasher": "bcrypt"});
    let answer = app.backend().post("/v1/users", body).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("password_digest"));
}

/// Made with parameters that are not ours.
fn argon2_digest(password: &str) -> String {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version, password_hash::SaltString};
    let params = Params::new(64, 2, 1, None).unwrap();
    let salt = SaltString::encode_b64(b"another salt").unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password(password.as_bytes(), &salt).unwrap().to_string()
}
