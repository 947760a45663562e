//! Applications that pass the Frontend API's requests on (`docs/protocol.md`, "Satellites and proxies").

use url::Url;

use crate::origin;

/// Where browsers reach such an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// What addresses of the Frontend API begin with there, without a slash at the end.
    pub url: String,
    /// Its host, without a port.
    pub host: String,
    /// The part of [`Proxy::url`] behind host and port: empty, or with a slash in front.
    pub path: String,
}

/// Reads the address of a proxy; `None` for what is none.
#[must_use]
pub fn parse(text: &str) -> Option<Proxy> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let is_bare = url.query().is_none() && url.fragment().is_none();
    let is_open = url.username().is_empty() && url.password().is_none();
    // URLs allow more in a host, such as `;`, but it goes into cookies; and so does the path.
    let host = url.host_str().filter(|host| is_made_of(host, b".-_:[]"))?;
    let path = Some(url.path().trim_end_matches('/')).filter(|path| is_path(path))?;
    let proxy = Proxy {
        url: format!("{}{path}", url.origin().ascii_serialization()),
        host: host.to_owned(),
        path: path.to_owned(),
    };
    Some(proxy).filter(|_| is_bare && is_open)
}

/// Whether a text is the path of a proxy: empty, or with a slash in front and none at the end.
pub(crate) fn is_path(text: &str) -> bool {
    let is_plain = text.starts_with('/') && !text.ends_with('/') && !text.contains("//");
    text.is_empty() || (is_plain && is_made_of(text, b"/.-_~"))
}

/// Whether tokens may travel by this address: by https, or on this machine.
pub(crate) fn is_safe(proxy: &Proxy) -> bool {
    proxy.url.starts_with("https://") || origin::is_loopback(&proxy.host)
}

fn is_made_of(text: &str, more: &[u8]) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_proxy_says_host_and_path() {
        let proxy = parse("https://App.example.com:8443/__clerk/").unwrap();
        assert_eq!(proxy.url, "https://app.example.com:8443/__clerk");
        assert_eq!((proxy.host.as_str(), proxy.path.as_str()), ("app.example.com", "/__clerk"));
        assert_eq!(parse("https://app.example.com").unwrap().path, "");
        assert_eq!(parse("http://[::1]:3000/x").unwrap().host, "[::1]");
        for text in ["", "app.example.com", "javascript:alert(1)", "data:text/html,x", "https://a.test/?b=c"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_in_it_could_end_an_attribute_of_a_cookie() {
        for text in [
            "https://app.test;Domain=evil.test/",
            "https://a,b.test",
            "https://a b.test",
            "https://app.test/a;b",
            "https://app.test/a%3Bb",
            "https://ada@app.test/",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn tokens_travel_by_https_or_on_this_machine() {
        let safe = |text| is_safe(&parse(text).unwrap());
        assert!(safe("https://app.test/__clerk") && safe("http://localhost:3000/__clerk"));
        assert!(!safe("http://app.test/__clerk"));
    }
}
