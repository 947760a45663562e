//! What a request shows of who sends it: an address in the first line, then a header per line.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use nightdesk_auth::model::Environment;
use nightdesk_server::fuzzing;

pub fn run(input: &[u8]) {
    let mut lines = input.split(|byte| *byte == b'\n');
    let Some(uri) = lines.next().and_then(|line| Uri::try_from(line).ok()) else { return };
    let mut headers = HeaderMap::new();
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(&line[colon + 1..]));
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    for environment in [Environment::Development, Environment::Production] {
        let (browser, token) = fuzzing::credentials(environment, &uri, &headers);
        if let Some(browser) = browser {
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            assert!(browser.starts_with("dvb_") && browser.bytes().all(is_word), "{browser:?}");
        }
        if let Some(token) = token {
            let shown = headers.values().any(|value| value.to_str().is_ok_and(|text| text.contains(&token)));
            assert!(shown, "{token:?} was shown by nobody");
        }
    }
    if let Some(host) = headers.get("clerk-proxy-url").and_then(|value| fuzzing::proxy_host(value.to_str().ok()?)) {
        assert!(!host.contains(['/', '@', '?', '#', ' ', ';', '\\']), "{host:?} is no host");
    }
}
