//! `/npm/@clerk/{package}@{version}/dist/{file}`

use std::{fs, path::Path};

use axum::{body::Body, http::Request};
use nightdesk_server::{Config, assets::Assets};
use nightdesk_testkit::{Answer, TestApp, app::FRONTEND_API};
use tempfile::TempDir;

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join("@clerk").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

async fn with_assets(assets_cdn: Option<&str>) -> (TestApp, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "clerk-js/5.128.0/dist/clerk.browser.js", "five");
    put(folder.path(), "clerk-js/6.9.0/dist/clerk.browser.js", "six nine");
    put(folder.path(), "clerk-js/6.9.0/dist/vendors_clerk.browser_6.9.0.js", "part of six nine");
    put(folder.path(), "clerk-js/6.40.0/dist/clerk.browser.js", "six forty");
    put(folder.path(), "clerk-js/6.40.0/dist/clerk.browser.js.gz", "six forty, smaller");
    put(folder.path(), "clerk-js/6.40.0/package.json", "{}");
    put(folder.path(), "ui/1.36.0/dist/ui.browser.js", "ui");
    let config = Config {
        assets: Some(Assets::in_folder(folder.path().to_owned())),
        assets_cdn: assets_cdn.map(str::to_owned),
        ..Config::default()
    };
    (TestApp::development().await.configured(config), folder)
}

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path).header("host", FRONTEND_API).header("origin", "https://app.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_range_gives_the_newest_version_that_has_the_file() {
    let (app, _folder) = with_assets(None).await;
    for (path, text) in [
        ("/npm/@clerk/clerk-js@6/dist/clerk.browser.js", "six forty"),
        ("/npm/@clerk/clerk-js@5/dist/clerk.browser.js", "five"),
        ("/npm/@clerk/clerk-js@6.9.0/dist/clerk.browser.js", "six nine"),
        ("/npm/@clerk/clerk-js@6/dist/vendors_clerk.browser_6.9.0.js", "part of six nine"),
        ("/npm/@clerk/clerk-js@latest/dist/clerk.browser.js", "six forty"),
        ("/npm/@clerk/clerk-js/dist/clerk.browser.js", "six forty"),
        ("/npm/@clerk/ui@1/dist/ui.browser.js", "ui"),
    ] {
        let answer = get(&app, path, &[]).await.expect_status(200);
        assert_eq!(answer.text(), text, "{path}");
        assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
}

#[tokio::test]
async fn an_exact_version_is_kept_for_good_and_a_range_is_asked_about() {
    let (app, folder) = with_assets(None).await;
    let lasting = async |path| get(&app, path, &[]).await.header("cache-control").map(str::to_owned);
    let exact = lasting("/npm/@clerk/clerk-js@6.40.0/dist/clerk.browser.js").await;
    assert_eq!(exact.as_deref(), Some("public, max-age=31536000, immutable"));
    let path = "/npm/@clerk/clerk-js@6/dist/clerk.browser.js";
    assert_eq!(lasting(path).await.as_deref(), Some("public, max-age=300"));

    let etag = get(&app, path, &[]).await.header("etag").unwrap().to_owned();
    let known = [("if-none-match", etag.as_str())];
    assert!(get(&app, path, &known).await.expect_status(304).body.is_empty());
    put(folder.path(), "clerk-js/6.41.0/dist/clerk.browser.js", "six forty-one");
    assert_eq!(get(&app, path, &known).await.expect_status(200).text(), "six forty-one");
}

#[tokio::test]
async fn whoever_takes_gzip_gets_it() {
    let (app, _folder) = with_assets(None).await;
    let accepts = [("accept-encoding", "deflate, gzip, br")];
    let answer = get(&app, "/npm/@clerk/clerk-js@6/dist/clerk.browser.js", &accepts).await;
    assert_eq!(
        (answer.text().as_str(), answer.header("content-encoding")),
        ("six forty, smaller", Some("gzip"))
    );
    assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
    let plain = get(&app, "/npm/@clerk/clerk-js@5/dist/clerk.browser.js", &accepts).await;
    assert_eq!((plain.text().as_str(), plain.header("content-encoding")), ("five", None));
}

#[tokio::test]
async fn what_is_not_there_is_404_with_what_to_do() {
    let (app, _folder) = with_assets(None).await;
    for path in [
        "/npm/@clerk/clerk-js@7/dist/clerk.browser.js",
        "/npm/@clerk/clerk-js@canary/dist/clerk.browser.js",
        "/npm/@clerk/clerk-js@6/dist/none.js",
        "/npm/@clerk/clerk-js@6/dist/..%2Fpackage.json",
        "/npm/@clerk/clerk-js@6/dist/..%2F..%2F6.9.0%2Fdist%2Fclerk.browser.js",
        "/npm/@clerk/clerk-js@6/../clerk-js/6.40.0/dist/clerk.browser.js",
        "/npm/@clerk/clerk-js@6%2F..%2F6/dist/clerk.browser.js",
        "/npm/@clerk/..@6/dist/clerk.browser.js",
        "/npm/@clerk/clerk-js@6/package.json",
        "/npm/@clerk/clerk-js@6/dist/clerk.browser.js.gz",
        "/npm/@clerk/clerk-js@%FF/dist/clerk.browser.js",
        "/npm/react@19/dist/react.js",
        "/npm/",
    ] {
        let answer = get(&app, path, &[]).await.expect_status(404);
        let error = &answer.json()["errors"][0];
        let wanted = if path.contains("%FF") { "resource_not_found" } else { "asset_missing" };
        assert_eq!(error["code"], wanted, "{path}");
    }
    let answer = get(&app, "/npm/@clerk/ui@2/dist/ui.browser.js", &[]).await;
    let remedy = answer.json()["errors"][0]["long_message"].as_str().unwrap().to_owned();
    assert!(remedy.contains("@clerk/ui@2") && remedy.contains("nightdesk assets add"), "{remedy}");
}

#[tokio::test]
async fn a_server_without_assets_says_so_too() {
    let app = TestApp::production().await;
    let answer = get(&app, "/npm/@clerk/clerk-js@6/dist/clerk.browser.js", &[]).await.expect_status(404);
    assert_eq!(answer.json()["errors"][0]["code"], "asset_missing");
}

#[tokio::test]
async fn the_owners_cdn_has_what_the_disk_has_not() {
    let (app, _folder) = with_assets(Some("https://cdn.example/npm")).await;
    let path = "/npm/@clerk/clerk-js@7/dist/clerk.browser.js";
    let answer = get(&app, path, &[]).await.expect_status(307);
    let elsewhere = "https://cdn.example/npm/@clerk/clerk-js@7/dist/clerk.browser.js";
    assert_eq!(answer.header("location"), Some(elsewhere));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let _ = get(&app, "/npm/@clerk/clerk-js@6/dist/clerk.browser.js", &[]).await.expect_status(200);
    let _ = get(&app, "/npm/@clerk/clerk-js@7/dist/..%2Fclerk.browser.js", &[]).await.expect_status(404);
}
