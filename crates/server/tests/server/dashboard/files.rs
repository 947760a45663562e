use std::io::Read as _;

use axum::{body::Body, http::Request};
use flate2::read::GzDecoder;
use nightdesk_testkit::TestApp;

use crate::dashboard::support::{HOST, get};

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
async fn files_are_sent_compressed_to_those_who_take_that() {
    let app = TestApp::development().await;
    let ask = async |method: &str, accepted: Option<&str>, known: Option<&str>| {
        let request = Request::builder().method(method).uri("/dashboard/main.js").header("host", HOST);
        let request = [("accept-encoding", accepted), ("if-none-match", known)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .fold(request, |request, (name, value)| request.header(name, value));
        app.send(request.body(Body::empty()).unwrap()).await
    };
    let plain = ask("GET", None, None).await.expect_status(200);
    assert_eq!(plain.header("content-encoding"), None);
    assert!(plain.text().contains("import "), "{}", plain.text());
    for refused in ["br", "gzip;q=0", "identity"] {
        assert_eq!(ask("GET", Some(refused), None).await.header("content-encoding"), None, "{refused}");
    }
    let smaller = ask("GET", Some("deflate, gzip, br"), None).await.expect_status(200);
    assert_eq!(smaller.header("content-encoding"), Some("gzip"));
    assert!(smaller.body.len() < plain.body.len());
    let mut text = String::new();
    GzDecoder::new(&*smaller.body).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());

    // Whoever keeps one of the two is not told that it is the other.
    assert_ne!(smaller.header("etag"), plain.header("etag"));
    for (accepted, answer) in [(None, &plain), (Some("gzip"), &smaller)] {
        assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
        assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
        let again = ask("GET", accepted, answer.header("etag")).await.expect_status(304);
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), answer.header("etag"));
        let head = ask("HEAD", accepted, None).await.expect_status(200);
        assert!(head.body.is_empty());
        for name in ["etag", "vary", "content-encoding", "content-type"] {
            assert_eq!(head.header(name), answer.header(name), "{name}");
        }
        assert_eq!(head.header("content-length"), Some(&*answer.body.len().to_string()));
    }
    assert_eq!(ask("GET", Some("gzip"), plain.header("etag")).await.status, 200);
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
