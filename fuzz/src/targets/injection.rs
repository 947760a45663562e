//! Bytes on a connection: what a request puts into places that come back in the head of the answer must not become
//! headers, cookies, or answers of their own.

use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

use crate::server;

/// Every header that the server sends.
const HEADERS: [&str; 27] = [
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "allow",
    "authorization",
    "cache-control",
    "clear-site-data",
    "clerk-db-jwt",
    "connection",
    "content-encoding",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "location",
    "referrer-policy",
    "retry-after",
    "set-cookie",
    "vary",
    "x-content-type-options",
    "x-request-id",
];
/// What the server writes into cookies beside their names and values.
const ATTRIBUTES: [&str; 7] = ["Domain", "HttpOnly", "Max-Age", "Path", "SameSite", "Secure", "Expires"];
const BUFFER_BYTES: usize = 1 << 20;

pub fn run(input: &[u8]) {
    server::on_fresh(async |server| {
        // A lone `\n` is how seeds end lines; names in them stand for what is known of the server.
        let Ok(text) = std::str::from_utf8(input) else { return };
        let bytes = text.replace("$BROWSER", &server.named("BROWSER")).replace("$TOKEN", &server.named("TOKEN"));
        let (mut ours, theirs) = duplex(BUFFER_BYTES);
        let service = TowerToHyperService::new(server.app.router());
        let serving = http1::Builder::new().serve_connection(TokioIo::new(theirs), service);
        let talking = async {
            // A server that has heard enough hangs up.
            let _ = ours.write_all(bytes.as_bytes()).await;
            let _ = ours.shutdown().await;
            let mut answers = Vec::new();
            let _ = ours.read_to_end(&mut answers).await;
            answers
        };
        let (_, answers) = tokio::join!(serving, talking);
        check(&bytes, &answers);
    });
}

fn check(sent: &str, mut answers: &[u8]) {
    while !answers.is_empty() {
        let shown = || format!("{sent:?}\n-> {}", String::from_utf8_lossy(answers));
        let end = answers.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("an answer without an end: {}", shown()));
        let head = String::from_utf8_lossy(&answers[..end]);
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap_or_default();
        assert!(status.starts_with("HTTP/1."), "{}", shown());
        assert!(!status.contains(" 5") || status.contains(" 501"), "{}", shown());
        let mut length = 0;
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line:?} in {}", shown()));
            assert!(HEADERS.contains(&name), "{name} in {}", shown());
            match name {
                "content-length" => length = value.parse().expect("a length is a number"),
                "set-cookie" => check_cookie(value),
                "location" => check_location(value),
                _ => {}
            }
        }
        let without_body = sent.contains("HEAD ") || status.contains(" 204") || status.contains(" 304");
        let rest = &answers[end + 4..];
        answers = if without_body { &[] } else { &rest[length.min(rest.len())..] };
    }
}

fn check_cookie(cookie: &str) {
    let mut parts = cookie.split("; ");
    let (name, value) = parts.next().and_then(|pair| pair.split_once('=')).expect("a cookie has a name");
    assert!(name.starts_with("__c"), "{cookie}");
    assert!(!value.contains([';', ',', ' ', '"']), "{cookie}");
    for attribute in parts {
        let name = attribute.split('=').next().unwrap_or_default();
        assert!(ATTRIBUTES.contains(&name), "{cookie}");
    }
}

fn check_location(location: &str) {
    let Some((_, rest)) = location.split_once("://") else {
        assert!(location.starts_with('/') && !location.starts_with("//"), "{location}");
        return;
    };
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let ours = ["localhost", "example.com", "127.0.0.1", "[::1]", "abcdefghijklmnopabcdefghijklmnop"];
    let below = [".localhost", ".example.com", ".chromiumapp.org", ".extensions.allizom.org"];
    let extension = location.starts_with("chrome-extension://") || location.starts_with("moz-extension://");
    assert!(extension || ours.contains(&name) || below.iter().any(|end| name.ends_with(end)), "{location}");
}
