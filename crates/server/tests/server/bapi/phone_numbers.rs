use nightdesk_testkit::TestApp;
use serde_json::json;

use crate::bapi::people::{text, user};

#[tokio::test]
async fn a_number_is_added_verified_made_primary_and_removed() {
    let app = TestApp::development().await;
    let ada = user(&app, "ada@example.com").await;
    let user_path = format!("/v1/users/{}", text(&ada, "id"));
    let body = json!({"user_id": ada["id"], "phone_number": "+1 212 555 2368"});
    let added = app.backend().post("/v1/phone_numbers", body).await.expect_status(200).json();
    assert_eq!((&added["phone_number"], &added["verification"]), (&json!("+12125552368"), &json!(null)));
    let path = format!("/v1/phone_numbers/{}", text(&added, "id"));
    assert_eq!(app.backend().get(&path).await.expect_status(200).json(), added);

    let early = app.backend().patch(&path, json!({"primary": true})).await.expect_status(422);
    assert_eq!(early.error(), ("form_param_value_invalid".to_owned(), Some("primary".to_owned())));
    let early = app.backend().patch(&path, json!({"reserved_for_second_factor": true})).await;
    assert_eq!(early.expect_status(422).error().1.as_deref(), Some("reserved_for_second_factor"));
    let body = json!({"verified": true, "primary": true, "reserved_for_second_factor": true});
    let updated = app.backend().patch(&path, body).await.expect_status(200).json();
    assert_eq!(updated["verification"]["strategy"], "admin");
    assert_eq!(updated["default_second_factor"], true);
    let shown = app.backend().get(&user_path).await.json();
    assert_eq!(shown["primary_phone_number_id"], added["id"]);
    assert_eq!(shown["two_factor_enabled"], true);

    let body = json!({"user_id": ada["id"], "phone_number": "+4930123456", "verified": true});
    let second = app.backend().post("/v1/phone_numbers", body).await.expect_status(200).json();
    let deleted = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!((&deleted["id"], &deleted["deleted"]), (&added["id"], &json!(true)));
    let left = app.backend().get(&user_path).await.json();
    assert_eq!(left["primary_phone_number_id"], second["id"]);
    assert_eq!(left["two_factor_enabled"], false);
    let _ = app.backend().get(&path).await.expect_status(404);
    let _ = app.backend().delete(&path).await.expect_status(404);
}

#[tokio::test]
async fn a_number_of_another_user_is_taken() {
    let app = TestApp::development().await;
    let body = json!({"phone_number": ["+12125552368"]});
    let _ = app.backend().post("/v1/users", body).await.expect_status(200);
    let ada = user(&app, "ada@example.com").await;
    let body = json!({"user_id": ada["id"], "phone_number": "+12125552368"});
    let answer = app.backend().post("/v1/phone_numbers", body).await.expect_status(422);
    assert_eq!(answer.error(), ("form_identifier_exists".to_owned(), Some("phone_number".to_owned())));
    let body = json!({"user_id": "user_nobody", "phone_number": "+12125552369"});
    let _ = app.backend().post("/v1/phone_numbers", body).await.expect_status(404);
    let body = json!({"user_id": ada["id"], "phone_number": "12"});
    let answer = app.backend().post("/v1/phone_numbers", body).await.expect_status(422);
    assert_eq!(answer.error(), ("form_param_format_invalid".to_owned(), Some("phone_number".to_owned())));
}

#[tokio::test]
async fn users_are_created_with_numbers_and_found_by_them() {
    let app = TestApp::development().await;
    let body = json!({
        "phone_number": ["+12125552368", "+4930123456"],
        "phone_number_identification_status": ["verified", "reserved"],
    });
    let ada = app.backend().post("/v1/users", body).await.expect_status(200).json();
    assert_eq!(ada["phone_numbers"][0]["verification"]["status"], "verified");
    assert_eq!(ada["phone_numbers"][1]["reserved"], true);
    user(&app, "ben@example.com").await;
    for (query, found) in [
        ("phone_number=%2B12125552368", 1),
        ("phone_number=+12125552368", 1),
        ("phone_number=%2B1%20212%20555%202368&phone_number=%2B1", 1),
        ("phone_number=%2B12125552369", 0),
        ("phone_number_query=5552", 1),
        ("query=4930", 1),
        ("phone_number_query=999", 0),
    ] {
        let users = app.backend().get(&format!("/v1/users?{query}")).await.expect_status(200).json();
        assert_eq!(users.as_array().map(Vec::len), Some(found), "{query}");
        assert!(users.as_array().unwrap().iter().all(|user| user["id"] == ada["id"]), "{query}");
        let count = app.backend().get(&format!("/v1/users/count?{query}")).await.expect_status(200).json();
        assert_eq!(count["total_count"], found, "{query}");
    }
    let sorted = app.backend().get("/v1/users?order_by=phone_number").await.expect_status(200).json();
    assert_eq!(sorted[0]["id"], ada["id"]);
    let twice = json!({"phone_number": ["+12125552369", "+1 212 555 2369"]});
    let answer = app.backend().post("/v1/users", twice).await.expect_status(422);
    assert_eq!(answer.error(), ("form_identifier_exists".to_owned(), Some("phone_number".to_owned())));
    let path = format!("/v1/users/{}", text(&ada, "id"));
    let unfit = json!({"primary_phone_number_id": ada["phone_numbers"][1]["id"]});
    let answer = app.backend().patch(&path, unfit).await.expect_status(422);
    assert_eq!(answer.error().1.as_deref(), Some("primary_phone_number_id"));
    let fit = json!({"primary_phone_number_id": ada["phone_numbers"][0]["id"]});
    let updated = app.backend().patch(&path, fit).await.expect_status(200).json();
    assert_eq!(updated["primary_phone_number_id"], ada["phone_numbers"][0]["id"]);
}
