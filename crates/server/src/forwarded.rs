//! What reverse proxies say about the requests that they pass on: from whom, for which host, by which scheme.
//!
//! Anybody can write these headers, so only those of the operator's own proxies count. An application that passes the
//! Frontend API's requests on is another matter, see [`Front`](crate::middleware::front::Front).

use std::{
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::Once,
};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderValue, header},
};
use ipnet::IpNet;
use nightdesk_listener::Scheme;

const X_FORWARDED_FOR: &str = "x-forwarded-for";
const X_FORWARDED_HOST: &str = "x-forwarded-host";
const X_FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Networks that have a name of their own.
const NAMED: [(&str, &[&str]); 3] = [
    ("none", &[]),
    ("loopback", &["127.0.0.0/8", "::1/128"]),
    ("private", &["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]),
];

/// Where the reverse proxies are that are believed. Nobody is by default.
///
/// As text: addresses and networks (`10.0.0.0/8`), `loopback` and `private`, with commas or blanks between them; `none`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// Neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address and no network")]
pub struct NotANetwork(String);

impl FromStr for TrustedProxies {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        // Brackets and quotes are those of a list in a configuration file.
        let words = text.split([',', ' ', '\t', '\n', '[', ']', '"']).filter(|word| !word.is_empty());
        let mut networks = Vec::new();
        for word in words {
            let named = NAMED.iter().find(|(name, _)| *name == word);
            for text in named.map_or(&[word][..], |&(_, networks)| networks) {
                networks.push(network(text).ok_or_else(|| NotANetwork((*text).to_owned()))?);
            }
        }
        Ok(Self(networks))
    }
}

fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(|address| address.to_canonical().into()))
}

impl TrustedProxies {
    /// Those of this machine.
    #[must_use]
    pub fn loopback() -> Self {
        Self(NAMED[1].1.iter().filter_map(|text| network(text)).collect())
    }

    fn has(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// Whose request it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The address of whoever sent it: to us, or to the first of our proxies.
    pub(crate) address: Option<IpAddr>,
    /// For whom they claim to have sent it. Anybody can claim that.
    pub(crate) sent_for: Option<IpAddr>,
}

impl Caller {
    /// Every proxy adds the address of whoever asked it to the end of `X-Forwarded-For`, so it is read from there for as
    /// long as those who wrote it are believed.
    fn of(trusted: &TrustedProxies, peer: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let mut listed = values(headers, X_FORWARDED_FOR).map(address);
        let mut address = peer;
        while address.is_some_and(|address| trusted.has(address)) {
            let Some(Some(before)) = listed.next() else { break };
            address = Some(before);
        }
        Self { address, sent_for: listed.next().flatten() }
    }
}

/// The values of a header that is a list, the last one first.
fn values<'h>(headers: &'h HeaderMap, name: &'static str) -> impl Iterator<Item = &'h str> {
    let lines = headers.get_all(name).iter().rev();
    lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(',')).map(str::trim)
}

/// Some proxies write the port too.
fn address(text: &str) -> Option<IpAddr> {
    let address = text.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

/// Makes the request the one that our proxies were sent: everything behind this sees its host and its scheme, and the
/// [`Caller`].
pub(crate) fn read(trusted: &TrustedProxies, mut request: Request) -> Request {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
    let headers = request.headers();
    let caller = Caller::of(trusted, peer, headers);
    if peer.is_some_and(|peer| trusted.has(peer)) {
        let host = values(headers, X_FORWARDED_HOST).next().filter(|host| !host.is_empty());
        let host = host.and_then(|host| HeaderValue::from_str(host).ok());
        let scheme = values(headers, X_FORWARDED_PROTO).next().and_then(Scheme::parse);
        if let Some(host) = host {
            request.headers_mut().insert(header::HOST, host);
        }
        if let Some(scheme) = scheme {
            request.extensions_mut().insert(scheme);
        }
    } else if !trusted.0.is_empty() {
        hint(peer, headers);
    }
    request.extensions_mut().insert(caller);
    request
}

/// Tells the operator, once, about a proxy that may have been forgotten.
fn hint(peer: Option<IpAddr>, headers: &HeaderMap) {
    static SAID: Once = Once::new();
    let is_passed_on = [X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PROTO];
    if is_passed_on.iter().any(|name| headers.contains_key(*name)) {
        SAID.call_once(|| {
            tracing::warn!(
                peer = peer.map(tracing::field::display),
                "X-Forwarded headers of a peer that trusted_proxies does not name are ignored; if it is a proxy of \
                 yours, name it there"
            );
        });
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn request(peer: &str, headers: &[(&'static str, &str)]) -> Request {
        let mut request = Request::builder().header(header::HOST, "inside:4400");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(ip(peer), 50_000)));
        request.extensions_mut().insert(Scheme::Https);
        request
    }

    fn seen(trusted: &str, peer: &str, headers: &[(&'static str, &str)]) -> (String, Scheme, Caller) {
        let request = read(&trusted.parse().unwrap(), request(peer, headers));
        let host = request.headers()[header::HOST].to_str().unwrap().to_owned();
        let extensions = request.extensions();
        (host, *extensions.get::<Scheme>().unwrap(), *extensions.get::<Caller>().unwrap())
    }

    #[test]
    fn a_proxy_of_ours_says_whose_request_it_is() {
        let headers = [
            ("x-forwarded-for", "203.0.113.7"),
            ("x-forwarded-host", "auth.example.com"),
            ("x-forwarded-proto", "HTTP"),
        ];
        let (host, scheme, caller) = seen("10.0.0.0/8", "10.1.2.3", &headers);
        assert_eq!(
            (host.as_str(), scheme, caller.address),
            ("auth.example.com", Scheme::Http, Some(ip("203.0.113.7")))
        );
        let mapped = seen("10.0.0.0/8", "::ffff:10.1.2.3", &headers);
        assert_eq!(mapped.0, "auth.example.com", "IPv4 on a socket of IPv6");
    }

    #[test]
    fn others_are_not_believed() {
        let headers = [
            ("x-forwarded-for", "203.0.113.7"),
            ("x-forwarded-host", "auth.example.com"),
            ("x-forwarded-proto", "http"),
        ];
        for (trusted, peer) in [("none", "127.0.0.1"), ("", "127.0.0.1"), ("10.0.0.0/8", "11.1.2.3")] {
            let (host, scheme, caller) = seen(trusted, peer, &headers);
            assert_eq!((host.as_str(), scheme), ("inside:4400", Scheme::Https), "{trusted} {peer}");
            let expected = Caller { address: Some(ip(peer)), sent_for: Some(ip("203.0.113.7")) };
            assert_eq!(caller, expected, "{trusted} {peer}");
        }
    }

    #[test]
    fn what_the_caller_wrote_in_front_of_our_proxies_does_not_count() {
        let caller =
            |list: &str| seen("loopback, 10.0.0.9", "127.0.0.1", &[("x-forwarded-for", list)]).2.address;
        assert_eq!(caller("1.1.1.1, 203.0.113.7"), Some(ip("203.0.113.7")));
        assert_eq!(caller("1.1.1.1, 203.0.113.7:1234, 10.0.0.9"), Some(ip("203.0.113.7")), "two proxies");
        assert_eq!(caller("1.1.1.1, [2001:db8::1]:99"), Some(ip("2001:db8::1")));
        assert_eq!(caller("1.1.1.1, unknown"), Some(ip("127.0.0.1")), "not somebody's word instead");
        assert_eq!(caller("10.0.0.9"), Some(ip("10.0.0.9")), "a proxy that asks for itself");
        let twice = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.7")];
        assert_eq!(seen("loopback", "::1", &twice).2.address, Some(ip("203.0.113.7")));
        let hosts =
            [("x-forwarded-host", "evil.test, auth.example.com"), ("x-forwarded-proto", "http, https")];
        let (host, scheme, _) = seen("loopback", "::1", &hosts);
        assert_eq!((host.as_str(), scheme), ("auth.example.com", Scheme::Https));
    }

    #[test]
    fn what_is_not_said_stays_as_it_came() {
        let odd = [("x-forwarded-host", ""), ("x-forwarded-proto", "wss")];
        let (host, scheme, caller) = seen("loopback", "127.0.0.1", &odd);
        assert_eq!((host.as_str(), scheme), ("inside:4400", Scheme::Https));
        assert_eq!(caller, Caller { address: Some(ip("127.0.0.1")), sent_for: None });
    }

    #[test]
    fn networks_are_named_in_words_and_numbers() {
        let networks = |text: &str| text.parse::<TrustedProxies>().map(|proxies| proxies.0.len());
        assert_eq!(networks("none"), Ok(0));
        assert_eq!(networks("loopback private"), Ok(6));
        assert_eq!(networks("[\"10.0.0.1\", \"fd00::/8\"]"), Ok(2));
        for odd in ["10.0.0.0/33", "proxy.internal", "10.0.0.1-10.0.0.9", "loopback;private"] {
            assert!(networks(odd).is_err(), "{odd}");
        }
    }
}
