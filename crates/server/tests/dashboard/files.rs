use axum::{body::Body, http::Request};
use nightdesk_testkit::TestApp;

use crate::support::{HOST, get};

#[tokio::test]
async fn the_page_and_its_parts_have_their_types() {
    let app = TestApp::development().await;
    for (path, content_type) in [
        ("/dashboard", "text/html; charset=utf-8"),
        ("/dashboard/", "text/html; charset=utf-8"),
        ("/dashboard/main.js", "text/javascript; charset=utf-8"),
        ("/dashboard/dashboard.css", "text/css; charset=utf-8"),
        ("/dashboard/icon.svg", "image/svg+xml"),
    ] {
        let answer = get(&app, path, None).await.expect_status(200);
        assert_eq!(answer.header("content-type"), Some(content_type), "{path}");
    }
}

#[tokio::test]
async fn nothing_inline_or_foreign_runs_and_nobody_frames_the_page() {
    let app = TestApp::development().await;
    for path in ["/dashboard", "/dashboard/main.js", "/dashboard/api/instance", "/dashboard/none.js"] {
        let answer = get(&app, path, None).await;
        let policy = answer.header("content-security-policy").unwrap();
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[tokio::test]
async fn the_api_is_never_cached_and_files_are_asked_about() {
    let app = TestApp::development().await;
    assert_eq!(get(&app, "/dashboard/api/instance", None).await.header("cache-control"), Some("no-store"));
    let page = get(&app, "/dashboard", None).await;
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let etag = page.header("etag").unwrap();
    let again = Request::get("/dashboard").header("host", HOST).header("if-none-match", etag);
    let answer = app.send(again.body(Body::empty()).unwrap()).await.expect_status(304);
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn what_is_no_part_of_the_pages_is_not_there() {
    let app = TestApp::development().await;
    for path in
        ["/dashboard/none.js", "/dashboard/..%2Fpackage.json", "/dashboard/package.json", "/dashboard/a/b"]
    {
        assert_eq!(get(&app, path, None).await.status, 404, "{path}");
    }
}
