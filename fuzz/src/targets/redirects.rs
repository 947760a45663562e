//! Where browsers are sent: the host by which one came in the first line, the address in the second.

use nightdesk_auth::{
    handshake::{self, Outcome, SignedIn},
    model::Environment,
    redirect,
};
use nightdesk_wire::ids::RedirectUrlId;

use crate::instance::{NOW, instance};

const FRONTEND_API: &str = "clerk.example.com";
const EXTENSION: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";
const LISTED: [&str; 3] = ["myapp://oauth-callback", "https://partner.test/callback", "com.example:/done"];

pub fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let production = instance(Environment::Production, FRONTEND_API, &["https://app.other.test", EXTENSION]);
    let id = RedirectUrlId::parse("rurl_a").expect("an id");
    let listed: Vec<_> = LISTED
        .iter()
        .map(|url| redirect::entry(id.clone(), &production, url, NOW).expect("it can be listed"))
        .collect();
    if let Ok(url) = redirect::target(&production, FRONTEND_API, &listed, Some(text)) {
        assert!(is_ours(url.as_str()) || LISTED.iter().any(|listed| leads_to(url.as_str(), listed)), "{url}");
    }
    if let Ok(redirect) = handshake::redirect(&production, FRONTEND_API, Some(text)) {
        let (location, cookie) = redirect.carry(handshake::Form::Token, "h.p.s");
        assert!(is_ours(&location), "{location}");
        assert!(cookie.is_none_or(|cookie| cookie.ends_with("; Domain=example.com; Max-Age=10; SameSite=Lax; HttpOnly; Secure")));
        let session = Some(SignedIn { token: "h.p.s", since_secs: 1, refresh: Some("r") });
        for directive in handshake::directives(&redirect, "s", Outcome { session, dev_browser: None }) {
            assert!(!directive.contains(['\r', '\n', '\0', ',']), "{directive:?}");
        }
    }
    let development = instance(Environment::Development, "auth.nightdesk.localhost:4400", &[]);
    if let Ok(url) = redirect::target(&development, development.host(), &[], Some(text)) {
        let is_extension = matches!(url.scheme(), "chrome-extension" | "moz-extension");
        let own = |host: &str| host == "localhost" || host.ends_with(".localhost");
        let loopback = url.host_str().is_some_and(|host| own(host) || matches!(host, "127.0.0.1" | "[::1]"));
        // An extension has an address at a host that browsers keep for it.
        let kept = url.host_str().is_some_and(|host| host.ends_with(".chromiumapp.org") || host.ends_with(".extensions.allizom.org"));
        assert!(is_extension || loopback || (kept && url.scheme() == "https"), "{url}");
    }
}

/// Whether an address, read letter by letter, leads to a place of the production instance.
fn is_ours(address: &str) -> bool {
    // Names of extensions are the same in either case.
    if leads_to(&address.to_ascii_lowercase(), EXTENSION) {
        return true;
    }
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let own = (name == "example.com" || name.ends_with(".example.com")) && !name.contains('@');
    let port_is_none = port.bytes().all(|byte| byte.is_ascii_digit());
    // Browsers keep the last one for the extension.
    own && port_is_none || matches!(host, "app.other.test" | "abcdefghijklmnopabcdefghijklmnop.chromiumapp.org")
}

/// Whether an address is a place, or one below it.
fn leads_to(address: &str, place: &str) -> bool {
    address.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}
