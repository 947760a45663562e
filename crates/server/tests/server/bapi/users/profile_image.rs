//! Pictures, as backends set them and as everybody sees them.

use std::io::Cursor;

use axum::{body::Body, http::Request};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use nightdesk_testkit::{Answer, TestApp, app::FRONTEND_API};

use crate::bapi::people::{text, user};

const FORM: &str = "multipart/form-data; boundary=x";

/// A multipart form with one file.
pub fn form(content: &[u8]) -> Vec<u8> {
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"me.png\"\r\n\r\n";
    [head.as_bytes(), content, b"\r\n--x--\r\n"].concat()
}

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn opaque(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_pixel(width, height, Rgb([200, 30, 30])).into()
}

/// Asks for a picture as a browser does.
async fn shown(app: &TestApp, url: &str) -> Answer {
    let path = url.strip_prefix(&format!("https://{FRONTEND_API}")).expect("on our own host");
    app.send(Request::builder().uri(path).header("host", FRONTEND_API).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_picture_is_made_small_and_shown_to_everybody() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}/profile_image", text(&user, "id"));
    let large = written(&opaque(1024, 256), ImageFormat::Png);
    let changed = app.backend().post_raw(&path, FORM, form(&large)).await.expect_status(200).json();
    assert_eq!((&changed["id"], &changed["has_image"]), (&user["id"], &true.into()));
    let url = text(&changed, "image_url").to_owned();
    let picture = shown(&app, &url).await.expect_status(200);
    assert_eq!(picture.header("content-type"), Some("image/jpeg"));
    assert_eq!(picture.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(picture.header("clerk-db-jwt"), None, "caches keep the answer for everybody");
    let image = image::load_from_memory(&picture.body).unwrap().to_rgb8();
    assert_eq!((image.width(), image.height()), (512, 128));
    assert!(image.get_pixel(9, 9).0[0] > 150 && image.get_pixel(9, 9).0[1] < 80);

    let path_of_user = format!("/v1/users/{}", text(&user, "id"));
    assert_eq!(app.backend().get(&path_of_user).await.json()["image_url"], url);
    let removed = app.backend().delete(&path).await.expect_status(200).json();
    assert_eq!((&removed["id"], &removed["has_image"]), (&user["id"], &false.into()));
    let _ = shown(&app, &url).await.expect_status(404);
}

#[tokio::test]
async fn what_can_be_seen_through_stays_so() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}/profile_image", text(&user, "id"));
    let glass = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0])).into();
    let small = written(&glass, ImageFormat::WebP);
    let changed = app.backend().post_raw(&path, FORM, form(&small)).await.expect_status(200).json();
    let picture = shown(&app, text(&changed, "image_url")).await.expect_status(200);
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert_eq!(image::load_from_memory(&picture.body).unwrap().to_rgba8().get_pixel(3, 3).0[3], 0);
}

#[tokio::test]
async fn what_is_no_picture_of_a_sane_size_is_refused() {
    let app = TestApp::development().await;
    let user = user(&app, "ada@example.com").await;
    let path = format!("/v1/users/{}/profile_image", text(&user, "id"));
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let whole = written(&opaque(64, 64), ImageFormat::Png);
    let half = whole[..whole.len() / 2].to_vec();
    // Few bytes that unpack to many pixels.
    let bomb = written(&opaque(20_000, 1), ImageFormat::Png);
    for (what, content, status, code) in [
        ("a drawing with a script", script, 415, "unsupported_content_type"),
        ("half a picture", half, 422, "form_param_value_invalid"),
        ("too many pixels", bomb, 422, "form_param_value_invalid"),
        ("nothing", Vec::new(), 422, "form_param_missing"),
        ("too many bytes", vec![0; 11 * 1024 * 1024], 413, "request_body_too_large"),
    ] {
        let answer = app.backend().post_raw(&path, FORM, form(&content)).await;
        assert_eq!((answer.status, answer.error().0.as_str()), (status, code), "{what}");
    }
    let other_field = b"--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--x--\r\n".to_vec();
    let answer = app.backend().post_raw(&path, FORM, other_field).await.expect_status(422);
    assert_eq!(answer.error(), ("form_param_missing".to_owned(), Some("file".to_owned())));
    let broken = app.backend().post_raw(&path, FORM, b"no form".to_vec()).await.expect_status(400);
    assert_eq!(broken.error().0, "request_body_invalid");
    let json = app.backend().post(&path, serde_json::json!({"file": "x"})).await.expect_status(415);
    assert_eq!(json.error().0, "unsupported_content_type");
    let _ = app
        .backend()
        .post_raw("/v1/users/user_no/profile_image", FORM, form(&whole))
        .await
        .expect_status(404);
    let _ = app.backend().delete("/v1/users/user_no/profile_image").await.expect_status(404);
}
