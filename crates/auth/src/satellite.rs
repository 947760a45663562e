//! Satellites: applications on another site that share the instance's sign-ins.

use url::Url;

use crate::{model::Digest, origin, proxy, redirect, site};

/// How long a browser may take from the one site to the other.
pub const ON_ITS_WAY_SECS: i64 = 60;

/// What a browser is recognised by that comes back to the satellite: the code that it was given at home, and the state that
/// it was sent there with, which is the digest of what only this browser keeps. Without the second, somebody could have
/// another follow a link to the end, and be signed in there as them.
#[must_use]
pub fn digest(code: &str, state: &str) -> Digest {
    Digest::of(&format!("{code}.{state}"))
}

/// The one of `satellites` with this host of the frontend API.
#[must_use]
pub fn named<'s>(satellites: &'s [String], host: &str) -> Option<&'s str> {
    let bare = origin::host_of(host);
    satellites.iter().map(String::as_str).find(|domain| host_of(domain).eq_ignore_ascii_case(bare))
}

/// The host of a satellite, without port and path.
#[must_use]
pub fn host_of(satellite: &str) -> &str {
    origin::host_of(split(satellite).0)
}

/// What is in front of the path, and the path with its slash.
fn split(satellite: &str) -> (&str, &str) {
    satellite.split_at(satellite.find('/').unwrap_or(satellite.len()))
}

/// The one of `satellites` to whose site an address belongs.
#[must_use]
pub fn of<'s>(satellites: &'s [String], url: &Url) -> Option<&'s str> {
    let host = url.host_str()?;
    satellites.iter().map(String::as_str).find(|domain| redirect::within_reach(host_of(domain), host))
}

/// Whether a text is a host that can have cookies of its own, with or without a port, and with the path at which an
/// application there passes requests on.
#[must_use]
pub fn is_domain(text: &str) -> bool {
    let is_host = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:".contains(&byte);
    let (authority, path) = split(text);
    authority.bytes().all(is_host) && site::of(host_of(text)).is_some() && proxy::is_path(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_satellite_is_found_by_its_host_and_by_its_site() {
        let satellites =
            ["clerk.satellite.test", "clerk.other.test:8443", "www.third.test/__clerk"].map(str::to_owned);
        let of = |url: &str| of(&satellites, &Url::parse(url).unwrap());
        assert_eq!(of("https://www.satellite.test/page"), Some("clerk.satellite.test"));
        assert_eq!(of("https://other.test/"), Some("clerk.other.test:8443"));
        assert_eq!(of("https://third.test/"), Some("www.third.test/__clerk"));
        for stranger in
            ["https://satellite.test.evil.test/", "https://evilsatellite.test/", "data:text/html,x"]
        {
            assert_eq!(of(stranger), None, "{stranger}");
        }
        let named = |host| named(&satellites, host);
        assert_eq!(named("CLERK.satellite.test:443"), Some("clerk.satellite.test"));
        assert_eq!(named("www.third.test"), Some("www.third.test/__clerk"));
        assert_eq!(named("www.satellite.test"), None);
    }

    #[test]
    fn a_domain_is_a_host_of_a_site_perhaps_with_a_path() {
        for text in ["clerk.satellite.test", "clerk.satellite.test:8443", "a.test/x", "a.test:1/x/y"] {
            assert!(is_domain(text), "{text}");
        }
        for text in [
            "https://clerk.satellite.test",
            "satellite",
            "co.uk",
            "a.test/",
            "a.test/x;y",
            "a.test//x",
            "127.0.0.1",
            "",
            "A.test",
            "/x",
        ] {
            assert!(!is_domain(text), "{text}");
        }
    }
}
