use nightdesk_testkit::TestApp;
use serde_json::{Value, json};

use crate::bapi::people::{PASSWORD, signed_in, text, user};

#[tokio::test]
async fn absent_fields_stay_and_null_clears() {
    let app = TestApp::development().await;
    let body = json!({"username": "ada_l", "first_name": "Ada", "last_name": "Lovelace", "public_metadata": {"a": 1}});
    let user = app.backend().post("/v1/users", body).await.expect_status(200).json();
    let path = format!("/v1/users/{}", text(&user, "id"));
    app.clock.advance_secs(5);
    let body = json!({"first_name": null, "last_name": "King"});
    let updated = app.backend().patch(&path, body).await.expect_status(200).json();
    assert_eq!((&updated["first_name"], &updated["last_name"]), (&json!(null), &json!("King")));
    assert_eq!((&updated["username"], &updated["public_metadata"]), (&json!("ada_l"), &json!({"a": 1})));
    assert!(updated["updated_at"].as_i64() > user["updated_at"].as_i64());
    assert_eq!(app.backend().get(&path).await.json(), updated);
    let body = json!({"locale": "fr", "create_organizations_limit": 0, "bypass_client_trust": true});
    let more = app.backend().patch(&path, body.clone()).await.expect_status(200).json();
    for name in ["locale", "create_organizations_limit", "bypass_client_trust"] {
        assert_eq!(more[name], body[name], "{name}");
    }
    let body = json!({"locale": null, "create_organizations_limit": null});
    let cleared = app.backend().patch(&path, body).await.expect_status(200).json();
    assert_eq!((&cleared["locale"], &cleared["bypass_client_trust"]), (&json!(null), &json!(true)));
    assert_eq!(cleared.get("create_organizations_limit"), None);
}

#[tokio::test]
async fn metadata_has_operations_of_its_own_in_the_newest_version() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}", text(&ada, "id"));
    for name in ["public_metadata", "private_metadata", "unsafe_metadata"] {
        for (version, status) in
            [(None, 200), (Some("2025-11-10"), 200), (Some("2026-05-12"), 422), (Some("2027-01-01"), 422)]
        {
            let backend = app.backend();
            let backend = if let Some(version) = version { backend.of_version(version) } else { backend };
            let answer = backend.patch(&path, json!({name: {"by": version}})).await.expect_status(status);
            if status == 422 {
                assert_eq!(answer.error(), ("form_param_unknown".to_owned(), Some(name.to_owned())));
            } else {
                assert_eq!(answer.json()[name], json!({"by": version}));
            }
        }
    }
}

#[tokio::test]
async fn a_wallet_of_the_user_becomes_the_primary_one() {
    let app = TestApp::development().await;
    let wallets =
        ["0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359", "0x52908400098527886e0f7030069857d2e4169ee7"];
    let ada = json!({"username": "ada_l", "web3_wallet": wallets});
    let ada = app.backend().post("/v1/users", ada).await.expect_status(200).json();
    let ids = [0, 1].map(|at| ada["web3_wallets"][at]["id"].clone());
    assert_eq!(ada["primary_web3_wallet_id"], ids[0]);
    let path = format!("/v1/users/{}", text(&ada, "id"));
    let choose = async |id: &Value| app.backend().patch(&path, json!({"primary_web3_wallet_id": id})).await;
    let changed = choose(&ids[1]).await.expect_status(200).json();
    assert_eq!(changed["primary_web3_wallet_id"], ids[1]);
    let refused = choose(&json!("idn_other")).await.expect_status(422);
    let expected = ("form_param_value_invalid".to_owned(), Some("primary_web3_wallet_id".to_owned()));
    assert_eq!(refused.error(), expected);
    let gone = format!("{path}/web3_wallets/{}", ids[1].as_str().unwrap());
    let _ = app.backend().delete(&gone).await.expect_status(200);
    assert_eq!(app.backend().get(&path).await.json()["primary_web3_wallet_id"], ids[0]);
}

#[tokio::test]
async fn a_user_that_is_not_there_is_not_found() {
    let app = TestApp::development().await;
    for id in ["user_nobody", "sess_1", "x"] {
        let answer = app.backend().patch(&format!("/v1/users/{id}"), json!({})).await.expect_status(404);
        assert_eq!(answer.error().0, "resource_not_found");
    }
}

#[tokio::test]
async fn a_new_password_signs_out_only_when_asked_to() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}", text(&user, "id"));
    let mut browser = signed_in(&app, "ada@example.com").await;
    let _ = app.backend().patch(&path, json!({"password": "another horse"})).await.expect_status(200);
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"].as_array().unwrap().len(), 1);
    let body = json!({"password": PASSWORD, "sign_out_of_other_sessions": true});
    let _ = app.backend().patch(&path, body).await.expect_status(200);
    assert_eq!(browser.get("/v1/client").await.json()["response"]["sessions"], json!([]));
}

#[tokio::test]
async fn an_empty_password_is_refused_and_does_not_pass_for_a_new_one() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}", text(&user, "id"));
    for skip_password_checks in [false, true] {
        let body = json!({"password": "", "skip_password_checks": skip_password_checks});
        let answer = app.backend().patch(&path, body).await.expect_status(422);
        assert_eq!(answer.error(), ("form_param_nil".to_owned(), Some("password".to_owned())));
    }
    let verify = format!("{path}/verify_password");
    let _ = app.backend().post(&verify, json!({"password": PASSWORD})).await.expect_status(200);
}

#[tokio::test]
async fn only_a_verified_address_of_the_user_becomes_the_primary_one() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let ben = user(&app, "ben@example.com").await;
    let path = format!("/v1/users/{}", text(&ada, "id"));
    let body = json!({"primary_email_address_id": ben["email_addresses"][0]["id"]});
    let answer = app.backend().patch(&path, body).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("primary_email_address_id"));
}
