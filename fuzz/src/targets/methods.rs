//! `_method` and trailing slashes: a method in the first line, an address in the second.

use axum::{
    body::Body,
    http::{Method, Request},
};
use nightdesk_server::fuzzing;

pub fn run(input: &[u8]) {
    let mut lines = input.splitn(2, |byte| *byte == b'\n');
    let (Some(method), Some(uri)) = (lines.next(), lines.next()) else { return };
    let Ok(request) = Request::builder().method(method).uri(uri).body(Body::empty()) else { return };
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let normalized = fuzzing::normalized(request);
    let (now, path) = (normalized.method(), normalized.uri().path());
    if *now != method {
        assert_eq!(method, Method::POST, "{method} became {now}");
        assert!(matches!(*now, Method::PATCH | Method::PUT | Method::DELETE), "{method} became {now}");
    }
    assert!(path == "/" || !path.ends_with('/'), "{path} ends in a slash");
    assert!(uri.path().starts_with(path) || path == "/", "{} became {path}", uri.path());
    assert_eq!(normalized.uri().query(), uri.query());
    assert_eq!(normalized.uri().authority(), uri.authority());
}
