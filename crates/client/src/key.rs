//! Publishable keys: `pk_test_` or `pk_live_`, then base64 of the frontend API's host and a `$`.

use alloc::string::String;

use crate::encode::base64_decode;
use crate::text::{behind, cut, find, has, trim};
use crate::{Error, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceKind {
    Development,
    Production,
}

/// A key that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishableKey {
    pub kind: InstanceKind,
    /// Host and perhaps port of the frontend API.
    pub frontend_api: String,
}

impl PublishableKey {
    /// # Errors
    /// `publishable_key_missing`, `publishable_key_is_secret`, `publishable_key_invalid`.
    pub fn parse(key: &str) -> Result<Self> {
        if trim(key).is_empty() {
            return Err(Error::runtime(
                "publishable_key_missing",
                "createClerkClient() got no publishableKey. Pass the key that starts with pk_test_ or pk_live_; \
                 it is on the API Keys page of your dashboard.",
            ));
        }
        if behind(trim(key), "sk_").is_some() {
            return Err(Error::runtime(
                "publishable_key_is_secret",
                "publishableKey is a secret key. Everybody who installs the extension could read it: revoke it, \
                 and pass the key that starts with pk_test_ or pk_live_ instead.",
            ));
        }
        let invalid = |why: &str| {
            let mut message = String::from("publishableKey is not a publishable key: ");
            message.push_str(why);
            message.push_str(" Copy it again from the API Keys page of your dashboard.");
            Error::runtime("publishable_key_invalid", &message)
        };
        if trim(key) != key {
            return Err(invalid("it has white space around it."));
        }
        let (kind, encoded) = match (behind(key, "pk_test_"), behind(key, "pk_live_")) {
            (Some(encoded), _) => (InstanceKind::Development, encoded),
            (_, Some(encoded)) => (InstanceKind::Production, encoded),
            _ => return Err(invalid("it starts neither with pk_test_ nor with pk_live_.")),
        };
        let host = (!has(encoded, b'_'))
            .then(|| base64_decode(encoded))
            .flatten()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .filter(|text| find(text, b'$').is_some_and(|at| at + 1 == text.len()))
            .map(|text| String::from(&text[..text.len() - 1]))
            .ok_or_else(|| invalid("the part behind the prefix is damaged or cut off."))?;
        if !has(&host, b'.') || !is_host(&host) {
            return Err(invalid("it names no frontend API host."));
        }
        Ok(PublishableKey { kind, frontend_api: host })
    }

    /// `https://` and the host, or `http://` where the host is this machine.
    pub fn origin(&self) -> String {
        let scheme = if is_loopback(&self.frontend_api) { "http://" } else { "https://" };
        let mut origin = String::from(scheme);
        origin.push_str(&self.frontend_api);
        origin
    }
}

/// Whether this can stand as host and port in a URL.
pub(crate) fn is_host(text: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']' | b'_');
    !text.is_empty() && text.bytes().all(plain)
}

pub(crate) fn is_loopback(host_and_port: &str) -> bool {
    let host = cut(host_and_port, b':').0;
    let loopback_v4 = behind(host, "127.")
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    host == "localhost"
        || host.as_bytes().ends_with(b".localhost")
        || loopback_v4
        || behind(host_and_port, "[::1]").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(key: &str) -> &'static str {
        match PublishableKey::parse(key) {
            Err(error) => {
                let Error::Runtime { code, message } = *error else { panic!() };
                assert!(!key.starts_with("sk_") || !message.contains(key), "a key never reaches a message");
                code
            }
            other => panic!("{key}: {other:?}"),
        }
    }

    #[test]
    fn reads_kind_and_host() {
        // echo -n 'auth.nightdesk.localhost:4400$' | base64
        let key = PublishableKey::parse("pk_test_YXV0aC5uaWdodGRlc2subG9jYWxob3N0OjQ0MDAk").unwrap();
        assert_eq!(key.kind, InstanceKind::Development);
        assert_eq!(key.origin(), "http://auth.nightdesk.localhost:4400");
        // echo -n 'clerk.example.com$' | base64, with and without padding
        for text in ["pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k=="] {
            assert_eq!(PublishableKey::parse(text).unwrap().origin(), "https://clerk.example.com");
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
            assert_eq!(is_loopback(host), loopback, "{host}");
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
