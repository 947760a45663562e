use nightdesk_testkit::{Answer, Identity, TestApp};
use serde_json::json;

use crate::bapi::people::{self, signed_in, text, user};

#[tokio::test]
async fn clients_are_listed_with_their_live_sessions() {
    let app = TestApp::development().await;
    user(&app, "ada@example.com").await;
    signed_in(&app, "ada@example.com").await;
    let page = app.backend().get("/v1/clients?paginated=true").await.json();
    assert_eq!(page["total_count"], 1);
    let all = app.backend().get("/v1/clients").await.expect_status(200).json();
    assert_eq!(all[0]["session_ids"][0], all[0]["sessions"][0]["id"]);
    let path = format!("/v1/clients/{}", text(&all[0], "id"));
    assert_eq!(app.backend().get(&path).await.expect_status(200).json(), all[0]);
    let _ = app.backend().get("/v1/clients/client_nobody").await.expect_status(404);
}

async fn verify(app: &TestApp, token: &str) -> Answer {
    app.backend().post("/v1/clients/verify", json!({"token": token})).await
}

#[tokio::test]
async fn a_client_is_verified_by_what_its_browser_shows() {
    for app in [TestApp::development().await, TestApp::production().await] {
        let development = app.instance.environment.is_development();
        user(&app, "ada@example.com").await;
        let mut browser = app.browser(if development { Identity::DevBrowser } else { Identity::Native });
        let form =
            [("strategy", "password"), ("identifier", "ada@example.com"), ("password", people::PASSWORD)];
        let signed_in = browser.post("/v1/client/sign_ins", &form).await.expect_status(200).json();
        let token = browser.token.clone().expect("it was handed out");
        let client = verify(&app, &token).await.expect_status(200).json();
        assert_eq!(client["id"], signed_in["client"]["id"]);
        assert_eq!(client["session_ids"][0], signed_in["response"]["created_session_id"]);

        let _ = browser.delete("/v1/client").await.expect_status(200);
        assert_eq!(verify(&app, &token).await.expect_status(404).error().0, "resource_not_found");
        for wrong in ["x", "eyJhbGciOiJub25lIn0.e30."] {
            assert_eq!(verify(&app, wrong).await.expect_status(401).error().0, "authentication_invalid");
        }
        let nothing = app.backend().post("/v1/clients/verify", json!({})).await.expect_status(422);
        assert_eq!(nothing.error(), ("form_param_missing".into(), Some("token".into())));
    }
}
