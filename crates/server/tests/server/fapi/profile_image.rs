//! /v1/me/profile_image

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use nightdesk_testkit::{Identity, TestApp, app::FRONTEND_API};

use crate::fapi::support::{ADA, add_user, sign_in, text};

fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let image: DynamicImage = RgbImage::from_pixel(16, 16, Rgb([1, 2, 3])).into();
    image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

#[tokio::test]
async fn a_picture_comes_as_a_form_or_as_base64_and_goes() {
    let app = TestApp::development().await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    sign_in(&mut browser, ADA).await;
    let path = "/v1/me/profile_image";
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"me.png\"\r\n\r\n";
    let form = [head.as_bytes(), &picture(), b"\r\n--x--\r\n"].concat();
    let first =
        browser.post_raw(path, "multipart/form-data; boundary=x", form).await.expect_status(200).json();
    assert_eq!(first["response"]["name"], "me.png");
    assert_eq!(first["client"]["sessions"][0]["user"]["image_url"], first["response"]["public_url"]);

    let base64 = BASE64_STANDARD.encode(picture());
    for body in [base64.clone(), format!("data:image/png;base64,{base64}")] {
        let next = browser.post_raw(path, "application/octet-stream", body.into_bytes()).await;
        let next = next.expect_status(200).json();
        assert_ne!(next["response"]["id"], first["response"]["id"]);
        let me = browser.get("/v1/me").await.json();
        assert_eq!(me["response"]["image_url"], next["response"]["public_url"]);
        assert_eq!(me["response"]["has_image"], true);
    }
    let current = text(&browser.get("/v1/me").await.json(), "/response/image_url");
    let gone = browser.delete(path).await.expect_status(200).json();
    assert!(current.ends_with(&text(&gone, "/response/id")), "{gone}");
    assert_eq!((&gone["response"]["object"], &gone["response"]["deleted"]), (&"image".into(), &true.into()));
    assert_eq!(browser.get("/v1/me").await.json()["response"]["has_image"], false);
}

#[tokio::test]
async fn strangers_upload_nothing() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let body = BASE64_STANDARD.encode(picture()).into_bytes();
    let _ =
        browser.post_raw("/v1/me/profile_image", "application/octet-stream", body).await.expect_status(401);
    let _ = browser.delete("/v1/me/profile_image").await.expect_status(401);
    let odd = browser.post_raw("/v1/me/profile_image", "application/octet-stream", b"%%%".to_vec()).await;
    assert_eq!(odd.expect_status(400).error().0, "request_body_invalid");
}

#[tokio::test]
async fn who_chose_no_picture_has_a_generated_one() {
    let app = TestApp::development().await;
    let id = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let named = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200).json();
    sign_in(&mut browser, ADA).await;
    let client = browser.get("/v1/client").await.expect_status(200).json();
    let session = &client["response"]["sessions"][0];
    let url = text(session, "/user/image_url");
    assert_eq!(url, format!("https://auth.nightdesk.localhost:4400/images/generated/{id}"));
    assert_eq!(named["response"]["user_data"]["image_url"], url);
    assert_eq!(session["public_user_data"]["image_url"], url);
    for shown in [&session["user"], &session["public_user_data"], &named["response"]["user_data"]] {
        assert_eq!(shown["has_image"], false);
    }

    let picture = async |id: &str| {
        let request = Request::get(format!("/images/generated/{id}"));
        app.send(request.header(header::HOST, FRONTEND_API).body(Body::empty()).unwrap()).await
    };
    let shown = picture(&id).await.expect_status(200);
    assert_eq!(shown.header("content-type"), Some("image/svg+xml"));
    assert_eq!(shown.header("content-security-policy"), Some("default-src 'none'"));
    assert!(shown.header("set-cookie").is_none());
    assert!(shown.text().starts_with("<svg "));
    assert_eq!(shown.text(), picture(&id).await.text(), "always the same");
    assert_ne!(shown.text(), picture("user_other").await.text());
    let _ = picture("%3Cscript%3E").await.expect_status(404);
}
