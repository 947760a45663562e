//! What a request tells about the device behind it.

use std::net::SocketAddr;

use axum::{
    extract::ConnectInfo,
    http::{header, request::Parts},
};
use nightdesk_auth::model::Activity;

/// Browsers by the word that only they have in their user agent, the more special ones first: they all name Chrome
/// and Safari too.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];
const DEVICES: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Macintosh", "Macintosh"),
    ("Windows", "Windows"),
    ("Linux", "Linux"),
];

/// The device of a request. The id is left empty for whoever stores it.
pub(super) fn device(parts: &Parts, trust_forwarded_for: bool) -> Activity {
    let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let browser = BROWSERS.iter().find(|(word, _)| agent.contains(word));
    let version = browser.and_then(|(word, _)| agent.split(word).nth(1)).map(|rest| {
        rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').take(20).collect::<String>()
    });
    Activity {
        id: String::new(),
        device_type: DEVICES
            .iter()
            .find(|(word, _)| agent.contains(word))
            .map(|(_, name)| (*name).to_owned()),
        is_mobile: agent.contains("Mobile") || agent.contains("Android"),
        browser_name: browser.map(|(_, name)| (*name).to_owned()),
        browser_version: version.filter(|version| !version.is_empty()),
        ip_address: ip_address(parts, trust_forwarded_for),
        origin: None,
    }
}

fn ip_address(parts: &Parts, trust_forwarded_for: bool) -> Option<String> {
    if trust_forwarded_for
        && let Some(value) = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok())
        // The last entry is the one our own proxy wrote; those before it are whatever the caller claimed.
        && let Some(Ok(ip)) = value.rsplit(',').next().map(|ip| ip.trim().parse::<std::net::IpAddr>())
    {
        return Some(ip.to_string());
    }
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_string())
}
