//! Publishable keys, and the instances they name.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde::Serialize;
use url::Url;

/// Keys come with padding and without.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What a publishable key says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Instance {
    pub publishable_key: String,
    /// Host of the frontend API, with its port if it has one.
    pub frontend_api: String,
    pub environment: &'static str,
}

impl Instance {
    /// Reads `pk_test_`/`pk_live_` and base64 of `host$` (docs/protocol.md).
    ///
    /// # Errors
    /// What is wrong with the key.
    pub fn parse(key: &str) -> Result<Self, &'static str> {
        let (environment, encoded) = match (key.strip_prefix("pk_test_"), key.strip_prefix("pk_live_")) {
            (Some(rest), _) => ("development", rest),
            (_, Some(rest)) => ("production", rest),
            _ => return Err("it starts neither with pk_test_ nor with pk_live_"),
        };
        let damaged = "the part behind the prefix is damaged or cut off";
        let text =
            LENIENT.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(damaged)?;
        let host = text.strip_suffix('$').ok_or(damaged)?.to_ascii_lowercase();
        let is_host = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte));
        if !host.contains('.') || !is_host {
            return Err("it names no frontend API host");
        }
        let instance = Self { publishable_key: key.to_owned(), frontend_api: host, environment };
        if Url::parse(&instance.origin()).is_err() {
            return Err("it names no frontend API host");
        }
        Ok(instance)
    }

    pub fn is_production(&self) -> bool {
        self.environment == "production"
    }

    /// Where the client finds the frontend API: by http if it is this machine, by https elsewhere.
    pub fn origin(&self) -> String {
        let scheme = if is_loopback(&self.frontend_api) { "http" } else { "https" };
        format!("{scheme}://{}", self.frontend_api)
    }

    /// Origins to which the extension needs permission: this machine is reached by both schemes.
    pub fn urls(&self) -> Vec<Url> {
        urls_of(&self.frontend_api)
    }
}

/// The URLs of a host; of this machine by both schemes.
pub fn urls_of(host: &str) -> Vec<Url> {
    let schemes: &[&str] = if is_loopback(host) { &["http", "https"] } else { &["https"] };
    schemes.iter().filter_map(|scheme| Url::parse(&format!("{scheme}://{host}/")).ok()).collect()
}

/// Whether `host` or `host:port` is this machine.
pub fn is_loopback(host: &str) -> bool {
    if host.starts_with("[::1]") {
        return true;
    }
    let host = host.split(':').next().unwrap_or_default();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_instance() {
        // printf %s 'clerk.example.com$' | base64
        let live = Instance::parse("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k").unwrap();
        assert!(live.is_production());
        assert_eq!(live.origin(), "https://clerk.example.com");
        // auth.nightdesk.localhost:4400$
        let test = Instance::parse("pk_test_YXV0aC5uaWdodGRlc2subG9jYWxob3N0OjQ0MDAk").unwrap();
        assert_eq!(test.origin(), "http://auth.nightdesk.localhost:4400");
        assert_eq!(test.urls().len(), 2);
    }

    #[test]
    fn damaged_keys_are_refused() {
        for key in [
            "pk_live_Y2xlcmsuZXhhbXBsZS5jb2",
            "pk_test_bG9jYWxob3N0JA",
            "pk_test_ZXZpbC5jb20vcGF0aD94JA",
            "x",
        ] {
            assert!(Instance::parse(key).is_err(), "{key}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for (host, local) in [
            ("a.localhost:1", true),
            ("127.0.0.1", true),
            ("[::1]:80", true),
            ("127.evil.com", false),
            ("10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(host), local, "{host}");
        }
    }
}
