//! Requests as texts that a fuzzer can change and a person can read.
//!
//! A line with method and address, headers, an empty line, the body; a line of `=====` before the next request. The
//! header `as` names the caller, whose credentials are added:
//!
//! | `as` | who |
//! | --- | --- |
//! | `browser`, `nobody` | an extension of the development instance, signed in or not |
//! | `native`, `cookie`, `stranger` | an application or a page of the production instance, or nobody there |
//! | `backend`, `live-backend` | the owner's server, of either instance |

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Request, header},
};

/// Host of the frontend API of the development instance.
pub const DEVELOPMENT: &str = "auth.nightdesk.localhost:4400";
/// Host of that of the production instance.
pub const PRODUCTION: &str = "clerk.example.com";
/// Origin of an extension that both allow.
pub const EXTENSION: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";
const PAGE: &str = "https://clerk.example.com";

/// The texts of the requests in an input.
pub fn texts(input: &str) -> impl Iterator<Item = &str> {
    input.split("\n=====\n")
}

/// Whether a request is one of the production instance's callers.
pub fn is_live(text: &str) -> bool {
    ["native", "cookie", "stranger", "live-backend"].contains(&caller(text))
}

fn caller(text: &str) -> &str {
    let head = text.split("\n\n").next().unwrap_or_default();
    head.lines().find_map(|line| line.strip_prefix("as: ")).unwrap_or_default()
}

/// Reads a request; `None` for what a client could not send. `named` gives what names such as `$TOKEN` stand for.
pub fn read(text: &str, named: impl Fn(&str) -> String) -> Option<Request<Body>> {
    let text = filled_in(text, &named);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let (method, uri) = lines.next()?.split_once(' ')?;
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let (name, value) = (HeaderName::from_bytes(name.as_bytes()).ok()?, value.trim_start_matches(' '));
        headers.append(name, HeaderValue::from_str(value).ok()?);
    }
    let (host, origin, query, credentials) = match caller(&text) {
        "browser" => (DEVELOPMENT, EXTENSION, "__clerk_db_jwt=$BROWSER", None),
        "native" => (PRODUCTION, "", "_is_native=1", Some((header::AUTHORIZATION, "$TOKEN"))),
        "cookie" => (PRODUCTION, PAGE, "", Some((header::COOKIE, "__client=$TOKEN"))),
        "stranger" => (PRODUCTION, PAGE, "", None),
        "backend" => (DEVELOPMENT, "", "", Some((header::AUTHORIZATION, "Bearer $SECRET"))),
        "live-backend" => (PRODUCTION, "", "", Some((header::AUTHORIZATION, "Bearer $LIVE_SECRET"))),
        _ => (DEVELOPMENT, EXTENSION, "", None),
    };
    headers.entry(header::HOST).or_insert(HeaderValue::from_static(host));
    if !origin.is_empty() {
        headers.entry(header::ORIGIN).or_insert(HeaderValue::from_static(origin));
    }
    if let Some((name, value)) = credentials {
        headers.entry(name).or_insert(HeaderValue::from_str(&filled_in(value, &named)).ok()?);
    }
    if !body.is_empty() && !headers.contains_key(header::CONTENT_TYPE) {
        let is_json = body.starts_with(['{', '[']);
        let kind = if is_json { "application/json" } else { "application/x-www-form-urlencoded" };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    let separator = if uri.contains('?') { '&' } else { '?' };
    let query =
        if query.is_empty() { String::new() } else { format!("{separator}{}", filled_in(query, &named)) };
    let mut request = Request::builder().method(method).uri(format!("{uri}{query}"));
    request.headers_mut()?.extend(headers);
    request.body(Body::from(body.to_owned())).ok()
}

/// Replaces `$` and upper-case letters, digits or underscores by what they name.
fn filled_in(text: &str, named: &impl Fn(&str) -> String) -> String {
    let mut pieces = text.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        let length = piece.bytes().take_while(|byte| is_name(*byte)).count();
        filled.push_str(&named(&piece[..length]));
        filled.push_str(&piece[length..]);
    }
    filled
}
