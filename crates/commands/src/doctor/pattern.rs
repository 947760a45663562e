//! Match patterns, as Chrome reads them in `host_permissions`.

use nightdesk_auth::site;
use url::{Host, Url};

/// A pattern that Chrome accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchPattern {
    schemes: &'static [&'static str],
    host: HostPattern,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum HostPattern {
    Any,
    /// The domain and everything below it.
    Below(String),
    Exactly(String),
}

const WEB: &[&str] = &["http", "https"];
const EVERY_SCHEME: &[&str] = &["http", "https", "file", "ftp"];

impl MatchPattern {
    /// Reads a pattern. Of a host permission Chrome heeds scheme, host and port; the path only has to be there.
    ///
    /// # Errors
    /// What is wrong with it, to be put behind "because".
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text == "<all_urls>" {
            return Ok(Self { schemes: EVERY_SCHEME, host: HostPattern::Any, port: None });
        }
        let (scheme, rest) = text.split_once("://").ok_or("it has no scheme like https://")?;
        let schemes: &'static [&'static str] = match scheme {
            "*" => WEB,
            "http" => &["http"],
            "https" => &["https"],
            "file" => &["file"],
            "ftp" => &["ftp"],
            _ => return Err("its scheme is none that an extension may ask for"),
        };
        let (authority, _path) = rest.split_once('/').ok_or("it has no path: it must end in /*")?;
        if schemes == ["file"] {
            return Ok(Self { schemes, host: HostPattern::Any, port: None });
        }
        let (host, port) = split_port(authority)?;
        Ok(Self { schemes, host: host_pattern(host)?, port })
    }

    /// Whether the extension may reach the URL.
    pub fn covers(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        self.schemes.contains(&url.scheme())
            && self.port.is_none_or(|port| url.port_or_known_default() == Some(port))
            && match &self.host {
                HostPattern::Any => true,
                HostPattern::Exactly(exact) => exact == host,
                // An address has no subdomains.
                HostPattern::Below(domain) => {
                    host == domain
                        || (matches!(url.host(), Some(Host::Domain(_)))
                            && host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.')))
                }
            }
    }

    /// Whether it covers every site of the web, or every one of a top-level domain.
    pub fn is_broad(&self) -> bool {
        match &self.host {
            HostPattern::Any => self.schemes != ["file"],
            // `localhost` stands like a top-level domain, but everything below it is this machine.
            HostPattern::Below(domain) => domain != "localhost" && site::is_public_suffix(domain),
            HostPattern::Exactly(_) => false,
        }
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), &'static str> {
    let behind_address = authority.rfind(']').map_or(0, |at| at + 1);
    match authority[behind_address..].split_once(':') {
        None => Ok((authority, None)),
        Some((_, "*")) => Ok((&authority[..authority.len() - 2], None)),
        Some((_, port)) => {
            let number = port.parse().map_err(|_| "its port is no number")?;
            Ok((&authority[..authority.len() - port.len() - 1], Some(number)))
        }
    }
}

fn host_pattern(host: &str) -> Result<HostPattern, &'static str> {
    let (below, domain) = match host.strip_prefix("*.") {
        Some(domain) => (true, domain),
        None if host == "*" => return Ok(HostPattern::Any),
        None => (false, host),
    };
    if domain.contains('*') {
        return Err("* may stand for the whole host or as *. before it, nowhere else");
    }
    let domain = Host::parse(domain).map_err(|_| "its host is none")?.to_string();
    Ok(if below { HostPattern::Below(domain) } else { HostPattern::Exactly(domain) })
}

/// Whether a text in `permissions` was meant as a host permission.
pub fn looks_like_pattern(text: &str) -> bool {
    text == "<all_urls>" || text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &str, url: &str) -> bool {
        MatchPattern::parse(pattern).unwrap().covers(&Url::parse(url).unwrap())
    }

    #[test]
    fn hosts_match_as_in_chrome() {
        for (pattern, url, expected) in [
            ("https://auth.example.com/*", "https://auth.example.com/v1/client", true),
            ("https://auth.example.com/*", "http://auth.example.com/", false),
            ("*://auth.example.com/*", "http://auth.example.com/", true),
            ("https://*.example.com/*", "https://example.com/", true),
            ("https://*.example.com/*", "https://a.b.example.com/", true),
            ("https://*.example.com/*", "https://badexample.com/", false),
            ("https://example.com/*", "https://auth.example.com/", false),
            ("https://EXAMPLE.com/", "https://example.com/any/path", true),
            ("http://a.localhost/*", "http://a.localhost:4400/", true),
            ("http://a.localhost:4400/*", "http://a.localhost:4400/", true),
            ("http://a.localhost:4401/*", "http://a.localhost:4400/", false),
            ("http://a.localhost:*/*", "http://a.localhost:4400/", true),
            ("https://*.0.0.1/*", "https://127.0.0.1/", false),
            ("http://[::1]:80/*", "http://[::1]/", true),
            ("<all_urls>", "https://example.com/", true),
            ("file:///*", "https://example.com/", false),
        ] {
            assert_eq!(covers(pattern, url), expected, "{pattern} {url}");
        }
    }

    #[test]
    fn what_chrome_ignores_is_refused_with_its_reason() {
        for (pattern, reason) in [
            ("https://example.com", "path"),
            ("example.com/*", "scheme"),
            ("chrome://settings/*", "scheme"),
            ("https://auth.*.com/*", "*"),
            ("https://*example.com/*", "*"),
            ("https:///*", "host"),
            ("https://example.com:port/*", "port"),
        ] {
            let problem = MatchPattern::parse(pattern).unwrap_err();
            assert!(problem.contains(reason), "{pattern}: {problem}");
        }
    }

    #[test]
    fn access_to_every_site_is_broad() {
        for (pattern, broad) in [
            ("<all_urls>", true),
            ("https://*/*", true),
            ("*://*.com/*", true),
            ("https://*.example.com/*", false),
            ("http://*.localhost/*", false),
        ] {
            assert_eq!(MatchPattern::parse(pattern).unwrap().is_broad(), broad, "{pattern}");
        }
    }
}
