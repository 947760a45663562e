//! What is documented and not there yet says so.

use nightdesk_testkit::{TestApp, spec};
use serde_json::json;

#[tokio::test]
async fn a_documented_operation_that_is_missing_answers_501() {
    let app = TestApp::development().await;
    let answer = app.backend().post("/v1/organizations", json!({})).await.expect_status(501);
    assert_eq!(answer.error().0, "not_implemented");
    assert_eq!(app.backend().get("/v1/teapots").await.expect_status(404).error().0, "resource_not_found");
    let answer = app.backend().delete("/v1/sessions").await.expect_status(405);
    assert_eq!(answer.error().0, "method_not_allowed");
}

/// The lists that decide between 501 and 404 name exactly what the contracts do.
#[test]
fn the_lists_of_operations_are_those_of_the_contracts() {
    for (api, listed) in [
        (spec::Api::Fapi, include_str!("../../../src/documented/fapi.txt")),
        (spec::Api::Bapi, include_str!("../../../src/documented/bapi.txt")),
    ] {
        let mut listed: Vec<_> = listed.lines().map(str::to_owned).collect();
        let mut documented: Vec<_> = spec::operations(api)
            .into_iter()
            .map(|(method, path, id)| format!("{} {path} {id}", method.to_uppercase()))
            .collect();
        listed.sort();
        documented.sort();
        assert_eq!(listed, documented);
    }
}
