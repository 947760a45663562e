//! `docs/compat.md` lists exactly the documented operations that this server has: those not answered with 501.

use axum::{
    body::Body,
    http::{Request, header},
};
use nightdesk_testkit::{
    TestApp,
    app::FRONTEND_API,
    spec::{Api, operations},
};

const COMPAT: &str = include_str!("../../../../docs/compat.md");

/// The lines of the fenced block that is marked with `name`.
fn listed(name: &str) -> String {
    let (_, rest) = COMPAT.split_once(&format!("```{name}\n")).expect("the document has the block");
    rest.split_once("```").expect("the block ends").0.to_owned()
}

async fn answered(app: &TestApp, api: Api) -> String {
    let mut lines = Vec::new();
    for (method, pattern, _) in operations(api) {
        let path: Vec<_> =
            pattern.split('/').map(|part| part.split_once('}').map_or(part, |_| "x")).collect();
        // One pattern has an ending behind its parameter.
        let ending = pattern.rsplit_once('}').map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
        let path = path.join("/") + if ending.starts_with('.') { ending } else { "" };
        let request = Request::builder().method(method.as_str()).uri(path).header(header::HOST, FRONTEND_API);
        let request = match api {
            Api::Fapi => request,
            Api::Bapi => request.header(header::AUTHORIZATION, format!("Bearer {}", app.secret_key)),
        };
        let answer = app.send(request.body(Body::empty()).expect("contracts have valid paths")).await;
        if answer.status != 501 {
            lines.push((pattern, method));
        }
    }
    lines.sort_unstable();
    lines.iter().map(|(pattern, method)| format!("{method:<6} {pattern}\n")).collect()
}

#[tokio::test]
async fn the_list_of_frontend_operations_is_what_the_server_has() {
    let app = TestApp::development().await;
    assert_eq!(listed("fapi"), answered(&app, Api::Fapi).await, "docs/compat.md, block `fapi`");
}

#[tokio::test]
async fn the_list_of_backend_operations_is_what_the_server_has() {
    let app = TestApp::development().await;
    assert_eq!(listed("bapi"), answered(&app, Api::Bapi).await, "docs/compat.md, block `bapi`");
}
