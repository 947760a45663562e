use nightdesk_auth::{Clock as _, model::Admin};
use nightdesk_store::admins;
use nightdesk_testkit::{Answer, TestApp};
use nightdesk_wire::ids::AdminId;
use serde_json::{Value, json};
use totp_rs::{Algorithm, Secret, TOTP};

use crate::dashboard::support::{Dashboard, HOST, PASSWORD, cookie, get};

async fn sign_in(app: &TestApp, form: Value) -> Answer {
    sign_in_from(app, form, &format!("http://{HOST}")).await
}

async fn sign_in_from(app: &TestApp, form: Value, origin: &str) -> Answer {
    let request = axum::http::Request::post("/dashboard/api/sign_in")
        .header("host", HOST)
        .header("origin", origin)
        .header("content-type", "application/json");
    app.send(request.body(axum::body::Body::from(form.to_string())).unwrap()).await
}

fn form(password: &str) -> Value {
    json!({"email_address": "ada@example.com", "password": password})
}

#[tokio::test]
async fn whoever_has_the_link_becomes_the_first_admin_and_signs_in_from_then_on() {
    let app = TestApp::development().await;
    let by_link = Dashboard::open(&app).await;
    assert_eq!(by_link.get("me").await.json()["admin"], Value::Null);
    let admin = Dashboard::with_admin(&app).await;
    assert_eq!(admin.get("me").await.json()["admin"]["email_address"], "ada@example.com");

    let signed_in = sign_in(&app, form(PASSWORD)).await.expect_status(200);
    let cookie = cookie(&signed_in);
    assert_eq!(get(&app, "/dashboard/api/admins", Some(&cookie)).await.json()["data"][0]["you"], true);
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/dashboard"] {
        assert!(signed_in.header("set-cookie").unwrap().contains(attribute));
    }
    // A link stays good for those who have the machine, and makes nobody else an admin.
    let second =
        by_link.change("POST", "admins", json!({"email_address": "b@example.com", "password": PASSWORD}));
    assert_eq!(second.await.expect_status(201).header("set-cookie"), None);
}

#[tokio::test]
async fn wrong_passwords_and_unknown_addresses_are_answered_alike_and_lock() {
    let app = TestApp::development().await;
    Dashboard::with_admin(&app).await;
    let wrong = sign_in(&app, form("wrong")).await;
    let unknown = json!({"email_address": "eve@example.com", "password": "wrong"});
    let unknown = sign_in(&app, unknown).await;
    assert_eq!((wrong.status, wrong.error()), (unknown.status, unknown.error()));
    assert_eq!(wrong.error().0, "form_password_incorrect");
    for _ in 0..9 {
        assert_eq!(sign_in(&app, form("wrong")).await.error().0, "form_password_incorrect");
    }
    assert_eq!(sign_in(&app, form(PASSWORD)).await.error().0, "user_locked");
    app.clock.advance_secs(15 * 60);
    assert_eq!(sign_in(&app, form(PASSWORD)).await.status, 200);
}

#[tokio::test]
async fn another_site_signs_nobody_in() {
    let app = TestApp::development().await;
    Dashboard::with_admin(&app).await;
    let answer = sign_in_from(&app, form(PASSWORD), "https://evil.example").await;
    assert_eq!((answer.status, answer.error().0.as_str()), (403, "cross_site_request"));
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_it_is_confirmed_and_a_code_is_good_once() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let secret = dashboard.change("POST", "me/totp", json!({})).await.expect_status(200).json();
    let code = |secret: &Value| {
        let bytes = Secret::Encoded(secret["secret"].as_str().unwrap().to_owned()).to_bytes().unwrap();
        let totp = TOTP::new(Algorithm::SHA1, 6, 1, 30, bytes, None, "ada".to_owned()).unwrap();
        totp.generate(u64::try_from(app.clock.now().as_secs()).unwrap())
    };
    assert_eq!(sign_in(&app, form(PASSWORD)).await.status, 200, "not before it is confirmed");
    let wrong = dashboard.change("POST", "me/totp/confirm", json!({"code": "000000"})).await;
    assert_eq!(wrong.error().0, "form_code_incorrect");
    let confirmed = dashboard.change("POST", "me/totp/confirm", json!({"code": code(&secret)})).await;
    assert_eq!(confirmed.expect_status(200).json()["second_factor"], true);

    let without = sign_in(&app, form(PASSWORD)).await;
    assert_eq!(without.error(), ("form_param_missing".into(), Some("code".into())));
    assert_eq!(without.header("set-cookie"), None);
    app.clock.advance_secs(30);
    let with_code = json!({"email_address": "ada@example.com", "password": PASSWORD, "code": code(&secret)});
    assert_eq!(sign_in(&app, with_code.clone()).await.status, 200);
    assert_eq!(sign_in(&app, with_code).await.error().0, "form_code_incorrect");
    let _ = dashboard.change("DELETE", "me/totp", json!({})).await.expect_status(200);
    assert_eq!(sign_in(&app, form(PASSWORD)).await.status, 200);
}

#[tokio::test]
async fn a_removed_admin_is_out_at_once_and_the_last_one_stays() {
    let app = TestApp::development().await;
    let ada = Dashboard::with_admin(&app).await;
    let body = json!({"email_address": "ben@example.com", "password": PASSWORD});
    let ben = ada.change("POST", "admins", body.clone()).await.expect_status(201).json();
    let again = ada.change("POST", "admins", body.clone()).await;
    assert_eq!(again.error(), ("form_identifier_exists".into(), Some("email_address".into())));
    let theirs = cookie(&sign_in(&app, body).await.expect_status(200));
    assert_eq!(get(&app, "/dashboard/api/me", Some(&theirs)).await.status, 200);
    let path = format!("admins/{}", ben["id"].as_str().unwrap());
    let _ = ada.change("DELETE", &path, json!({})).await.expect_status(200);
    assert_eq!(get(&app, "/dashboard/api/me", Some(&theirs)).await.status, 401);
    let own = ada.get("me").await.json()["admin"]["id"].as_str().unwrap().to_owned();
    let last = ada.change("DELETE", &format!("admins/{own}"), json!({})).await;
    assert_eq!((last.status, last.error().0.as_str()), (409, "last_admin"));
}

#[tokio::test]
async fn admins_are_listed_page_by_page() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let application = &app.instance.application_id;
    let ada = app.store.read(async |tx| admins::find_by_address(&tx, application, "ada@example.com").await);
    let ada = ada.await.unwrap().unwrap();
    for n in 0..26 {
        let address = format!("admin{n}@example.com");
        let admin = &Admin {
            id: AdminId::parse(format!("adm_{n}")).unwrap(),
            email_address: address.clone(),
            address_lower: address,
            created_at: ada.created_at.plus_secs(n + 1),
            ..ada.clone()
        };
        app.store.write(async |tx| admins::insert(&tx, admin).await).await.unwrap();
    }
    let addresses = |page: &Value| -> Vec<String> {
        let admins = page["data"].as_array().unwrap().iter();
        admins.map(|admin| admin["email_address"].as_str().unwrap().to_owned()).collect()
    };
    let first = dashboard.get("admins").await.expect_status(200).json();
    assert_eq!((addresses(&first).len(), addresses(&first)[0].as_str()), (25, "admin25@example.com"));
    let next = format!("admins?after={}", first["next"].as_str().unwrap());
    let second = dashboard.get(&next).await.expect_status(200).json();
    assert_eq!(addresses(&second), ["admin0@example.com", "ada@example.com"]);
    assert_eq!(second["next"], Value::Null);
    assert_eq!(dashboard.get("admins?after=x").await.expect_status(422).error().1.unwrap(), "after");
}

#[tokio::test]
async fn signing_out_closes_the_dashboard() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let out = dashboard.change("POST", "sign_out", json!({})).await.expect_status(200);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(dashboard.get("me").await.status, 401);
}

#[tokio::test]
async fn the_secret_of_a_second_factor_comes_as_a_picture_too() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let begun = dashboard.change("POST", "me/totp", json!({})).await.expect_status(200).json();
    let picture = begun["picture"].as_str().unwrap();
    assert!(picture.contains("<svg") && picture.contains("<path"), "{picture}");
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
    assert!(!picture.contains(begun["secret"].as_str().unwrap()), "in the picture it is for cameras only");
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_closes_the_other_dashboards() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    let other = cookie(&sign_in(&app, form(PASSWORD)).await.expect_status(200));
    let change = async |current: &str, new: &str| {
        let body = json!({"current_password": current, "new_password": new});
        dashboard.change("POST", "me/password", body).await
    };
    let new = "another horse, another battery";
    for (current, wanted, code, field) in [
        ("", new, "form_param_nil", "current_password"),
        ("wrong", new, "form_password_incorrect", "current_password"),
        (PASSWORD, "short", "form_password_length_too_short", "new_password"),
        (PASSWORD, PASSWORD, "form_new_password_matches_current", "new_password"),
    ] {
        let refused = change(current, wanted).await.expect_status(422);
        assert_eq!(refused.error(), (code.to_owned(), Some(field.to_owned())), "{current} {wanted}");
    }
    assert_eq!(get(&app, "/dashboard/api/me", Some(&other)).await.status, 200);
    let _ = change(PASSWORD, new).await.expect_status(200);
    assert_eq!(get(&app, "/dashboard/api/me", Some(&other)).await.status, 401);
    assert_eq!(dashboard.get("me").await.status, 200, "the one that asked stays open");
    assert_eq!(sign_in(&app, form(PASSWORD)).await.error().0, "form_password_incorrect");
    assert_eq!(sign_in(&app, form(new)).await.status, 200);
    for _ in 0..10 {
        assert_eq!(change("wrong", new).await.error().0, "form_password_incorrect");
    }
    assert_eq!(change(new, "yet another horse").await.error().0, "user_locked");
}

#[tokio::test]
async fn whoever_came_by_a_link_has_no_password_to_change() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let body = json!({"current_password": "a", "new_password": "b"});
    assert_eq!(dashboard.change("POST", "me/password", body).await.status, 404);
}

#[tokio::test]
async fn open_dashboards_are_listed_and_closed() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::with_admin(&app).await;
    app.clock.advance_secs(1);
    let by_link = Dashboard::open(&app).await;
    let open = dashboard.get("dashboards").await.expect_status(200).json();
    assert_eq!((&open["data"][0]["admin"], &open["data"][0]["this"]), (&Value::Null, &json!(false)));
    assert_eq!(
        (&open["data"][1]["admin"], &open["data"][1]["this"]),
        (&json!("ada@example.com"), &json!(true))
    );
    let id = open["data"][0]["id"].as_str().unwrap();
    assert!(!by_link.cookie.contains(id));
    let path = format!("dashboards/{id}");
    let _ = dashboard.change("DELETE", &path, json!({})).await.expect_status(200);
    assert_eq!(by_link.get("me").await.status, 401);
    assert_eq!(dashboard.change("DELETE", &path, json!({})).await.status, 404);
    assert_eq!(dashboard.get("dashboards").await.json()["data"].as_array().unwrap().len(), 1);
    assert_eq!(dashboard.get("dashboards?after=x").await.expect_status(422).error().1.unwrap(), "after");
}

#[tokio::test]
async fn passwords_of_admins_follow_the_rules() {
    let app = TestApp::development().await;
    let dashboard = Dashboard::open(&app).await;
    let short = dashboard.change("POST", "admins", form("short")).await;
    assert_eq!(short.error(), ("form_password_length_too_short".into(), Some("password".into())));
    let odd = dashboard.change("POST", "admins", json!({"email_address": "ada", "password": PASSWORD})).await;
    assert_eq!(odd.error().1.as_deref(), Some("email_address"));
}
