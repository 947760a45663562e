//! Publishable keys: `pk_test_` or `pk_live_`, then base64 of the frontend API's host and a `$`.

use crate::error::{Error, Result};
use crate::text::{Text, base64_decode, behind, cut, has, text};

/// A key that has been read.
#[derive(Debug)]
pub(crate) struct PublishableKey {
    /// Of a development instance, which identifies clients in another way than production does.
    pub development: bool,
    /// Host and perhaps port of the frontend API.
    pub frontend_api: Text,
}

impl PublishableKey {
    /// # Errors
    /// `publishable_key_missing`, `publishable_key_is_secret`, `publishable_key_invalid`.
    pub(crate) fn parse(key: &[u8]) -> Result<Self> {
        let trimmed = key.trim_ascii();
        let development = key.starts_with(b"pk_test_");
        let mut host = base64_decode(key.get(8..).unwrap_or(b""));
        let ends_well = host.pop() == Some(b'$');
        let (code, what) = if trimmed.is_empty() {
            ("publishable_key_missing", "is missing")
        } else if trimmed.starts_with(b"sk_") {
            ("publishable_key_is_secret", "is a secret key, which everybody could read: revoke it")
        } else if trimmed != key {
            ("publishable_key_invalid", "has white space around it")
        } else if !development && !key.starts_with(b"pk_live_") {
            ("publishable_key_invalid", "has another prefix")
        } else if !ends_well || has(&key[8..], b'_') {
            ("publishable_key_invalid", "is damaged or cut off")
        } else if !has(&host, b'.') || !is_host(&host) {
            ("publishable_key_invalid", "names no frontend API host")
        } else {
            return Ok(PublishableKey { development, frontend_api: host });
        };
        let remedy =
            b". Copy the key that starts with pk_test_ or pk_live_ from the API Keys page of your dashboard.";
        Err(Error::runtime(code, &[b"publishableKey ", what.as_bytes(), remedy]))
    }

    /// `https://` and the host, or `http://` where the host is this machine.
    pub(crate) fn origin(&self) -> Text {
        origin(&self.frontend_api)
    }
}

/// The URL of a host that is spoken to without TLS if it is this machine.
#[inline(never)]
pub(crate) fn origin(host: &[u8]) -> Text {
    text(&[if is_loopback(host) { b"http://" } else { b"https://" }, host])
}

/// Whether this can stand as host and port in a URL.
pub(crate) fn is_host(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || has(b".-:[]_", *byte))
}

fn is_loopback(host_and_port: &[u8]) -> bool {
    let host = cut(host_and_port, b':').0;
    host == b"localhost"
        || host.ends_with(b".localhost")
        || behind(host, "127.").is_some_and(|rest| rest.iter().all(|byte| has(b"0123456789.", *byte)))
        || host_and_port.starts_with(b"[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(key: &str) -> &'static str {
        match PublishableKey::parse(key.as_bytes()) {
            Err(error) => {
                let Error::Runtime { code, message } = *error else { panic!() };
                let message = String::from_utf8(message).unwrap();
                assert!(!key.starts_with("sk_") || !message.contains(key), "a key never reaches a message");
                code
            }
            other => panic!("{key}: {other:?}"),
        }
    }

    #[test]
    fn reads_kind_and_host() {
        // echo -n 'auth.nightdesk.localhost:4400$' | base64
        let key = PublishableKey::parse(b"pk_test_YXV0aC5uaWdodGRlc2subG9jYWxob3N0OjQ0MDAk").unwrap();
        assert!(key.development);
        assert_eq!(key.origin(), b"http://auth.nightdesk.localhost:4400");
        // echo -n 'clerk.example.com$' | base64, with and without padding
        for text in ["pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k=="] {
            assert_eq!(
                PublishableKey::parse(text.as_bytes()).unwrap().origin(),
                b"https://clerk.example.com"
            );
        }
    }

    #[test]
    fn only_this_machine_is_spoken_to_without_tls() {
        for (host, loopback) in [
            ("127.0.0.1:4400", true),
            ("a.localhost", true),
            ("127.evil.com", false),
            ("localhost.evil.com:80", false),
            ("10.0.0.1:4400", false),
        ] {
            assert_eq!(is_loopback(host.as_bytes()), loopback, "{host}");
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_key() {
        assert_eq!(code(""), "publishable_key_missing");
        assert_eq!(code("  "), "publishable_key_missing");
        assert_eq!(code("sk_test_abc"), "publishable_key_is_secret");
        for bad in [
            " pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
            "pk_test_",
            "pk_test_Y2xlcmsuZXhhbXBsZS5jb2", // cut off
            "pk_test_Y2xlcmsuZXhhbXBsZS5jb20",
            "pk_prod_Y2xlcmsuZXhhbXBsZS5jb20k",
            "pk_test_bG9jYWxob3N0JA",             // localhost$, no dot
            "pk_test_ZXZpbC5jb20vcGF0aD94JA",     // evil.com/path?x$
            "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k_x", // a fourth part
            "hello",
        ] {
            assert_eq!(code(bad), "publishable_key_invalid", "{bad}");
        }
    }
}
