//! The contract check itself: what it refuses and what it says then.

use nightdesk_testkit::spec::{Answer, Api, check, check_answer, operations};
use serde_json::{Value, json};

fn refusal(api: Api, method: &str, path: &str, status: u16, body: &Value) -> String {
    check(api, method, path, status, body).expect_err("the answer is wrong").to_string()
}

#[test]
fn a_refusal_names_operation_place_and_reason() {
    let body = json!({"response": {"object": "client", "id": 7}, "client": null});
    let text = refusal(Api::Fapi, "GET", "/v1/client", 200, &body);
    assert!(text.starts_with("FAPI GET /v1/client -> 200 does not match spec/"), "{text}");
    assert!(text.contains("at `/response`"), "{text}");
}

#[test]
fn an_unknown_field_of_a_closed_object_is_refused() {
    let body = json!({"response": null, "client": null, "extra": 1});
    assert!(refusal(Api::Fapi, "GET", "/v1/client", 200, &body).contains("extra"));
}

#[test]
fn null_is_refused_where_the_contract_forbids_it() {
    let text = refusal(
        Api::Bapi,
        "GET",
        "/v1/users/count",
        200,
        &json!({"object": "total_count", "total_count": null}),
    );
    assert!(text.contains("/total_count"), "{text}");
}

#[test]
fn undocumented_operations_and_successes_are_refused() {
    assert!(refusal(Api::Fapi, "GET", "/v1/teapot", 200, &json!({})).contains("not documented"));
    assert!(refusal(Api::Fapi, "DELETE", "/v1/environment", 200, &json!({})).contains("not documented"));
    assert!(refusal(Api::Fapi, "GET", "/v1/client", 206, &json!({})).contains("status is not documented"));
}

#[test]
fn an_error_of_any_status_has_the_one_error_body() {
    let error = json!({"errors": [{"code": "c", "message": "m", "long_message": "l"}]});
    assert_eq!(check(Api::Fapi, "GET", "/v1/client", 503, &error), Ok(()));
    assert!(refusal(Api::Fapi, "GET", "/v1/client", 503, &json!({"error": "m"})).contains("errors"));
}

#[test]
fn method_override_trailing_slash_and_version_prefix_find_the_operation() {
    let signed_out = json!({"response": null, "client": null});
    let path = "/v1/client/sessions?a=b&_method=DELETE";
    assert_eq!(check(Api::Fapi, "POST", path, 200, &signed_out), Ok(()));
    assert_eq!(check(Api::Fapi, "GET", "/v1/client/", 200, &signed_out), Ok(()));
    let count = json!({"object": "total_count", "total_count": 1});
    assert_eq!(check(Api::Bapi, "GET", "/v1/users/count", 200, &count), Ok(()));
    assert_eq!(check(Api::Bapi, "GET", "/users/count", 200, &count), Ok(()));
}

#[test]
fn json_must_be_there_and_say_so_exactly() {
    let answer = |content_type, body| {
        let answer = Answer { status: 200, content_type, body };
        check_answer(Api::Bapi, "GET", "/v1/users/count", &answer).map_err(|violation| violation.to_string())
    };
    let body: &[u8] = br#"{"object":"total_count","total_count":1}"#;
    assert_eq!(answer(Some("application/json"), body), Ok(()));
    assert!(answer(Some("application/json; charset=utf-8"), body).is_err_and(|e| e.contains("Content-Type")));
    assert!(answer(None, body).is_err_and(|e| e.contains("Content-Type")));
    assert!(answer(Some("application/json"), b"<html>").is_err_and(|e| e.contains("not JSON")));
    assert!(answer(Some("application/json"), b"").is_err_and(|e| e.contains("empty")));
}

#[test]
fn a_list_asked_for_in_pages_is_a_page() {
    let page = json!({"data": [], "total_count": 0});
    assert_eq!(check(Api::Bapi, "GET", "/v1/sessions?paginated=true", 200, &page), Ok(()));
    assert_eq!(check(Api::Bapi, "GET", "/v1/sessions", 200, &json!([])), Ok(()));
    assert!(check(Api::Bapi, "GET", "/v1/sessions?paginated=true", 200, &json!([])).is_err());
    let wrong_item = json!({"data": [{}], "total_count": 1});
    assert!(check(Api::Bapi, "GET", "/v1/sessions?paginated=true", 200, &wrong_item).is_err());
}

#[test]
fn a_redirect_needs_no_body() {
    let answer = Answer { status: 307, content_type: None, body: b"" };
    assert_eq!(check_answer(Api::Fapi, "GET", "/v1/client/handshake", &answer), Ok(()));
}

#[test]
fn every_documented_operation_is_listed() {
    assert_eq!((operations(Api::Fapi).len(), operations(Api::Bapi).len()), (202, 249));
}
