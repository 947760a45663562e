//! The host inside a publishable key.

use std::fmt;

use crate::failure::Failure;

/// Host of the frontend API, with a port where there is one: what SDKs put behind `https://`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontendApi(String);

impl FrontendApi {
    /// The host of a development server that nobody named: a name that browsers resolve to this machine.
    pub fn local(port: u16) -> Self {
        Self(format!("{LOCAL_HOST}:{port}"))
    }

    /// Reads `host` or `host:port`.
    ///
    /// # Errors
    /// `frontend_api_invalid` with what is wrong and how it should look.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        match problem(text) {
            None => Ok(Self(text.to_ascii_lowercase())),
            Some(problem) => Err(Failure::new(
                "frontend_api_invalid",
                format!(
                    "{text:?} cannot be the frontend API: {problem}. Write a host like auth.example.com or \
                     {LOCAL_HOST}:4400."
                ),
            )),
        }
    }

    /// The host and port as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FrontendApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const LOCAL_HOST: &str = "auth.nightdesk.localhost";

/// Whether a stored host is the default one of some earlier start, on whatever port.
pub fn is_local_default(stored: &str) -> bool {
    stored.rsplit_once(':').is_some_and(|(host, _)| host == LOCAL_HOST)
}

fn problem(text: &str) -> Option<&'static str> {
    if text.contains("://") || text.contains('/') {
        return Some("it is a URL; only the host is wanted");
    }
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
        return Some("the part behind the colon is not a port");
    }
    if !host.contains('.') {
        // SDKs reject publishable keys whose host has no dot, `localhost` among them.
        return Some("it has no dot, so SDKs would refuse the key");
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Some("it is not a host name");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_with_a_dot_are_taken_with_and_without_a_port() {
        for host in ["auth.example.com", "auth.nightdesk.localhost:4400", "127.0.0.1:3001"] {
            assert_eq!(FrontendApi::parse(host).unwrap().as_str(), host);
        }
        assert_eq!(FrontendApi::parse("Auth.Example.COM").unwrap().as_str(), "auth.example.com");
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        for (text, reason) in [
            ("localhost:4400", "no dot"),
            ("", "no dot"),
            ("https://auth.example.com", "URL"),
            ("auth.example.com/v1", "URL"),
            ("auth.example.com:http", "not a port"),
            ("auth.example.com:0", "not a port"),
            ("auth..example.com", "not a host name"),
            ("auth.example.com$", "not a host name"),
            ("-a.example.com", "not a host name"),
        ] {
            let error = FrontendApi::parse(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn the_default_is_recognised_on_any_port_and_nothing_else_is() {
        assert!(is_local_default(FrontendApi::local(4400).as_str()));
        assert!(!is_local_default("auth.example.com:4400"));
        assert!(!is_local_default("auth.nightdesk.localhost.example.com:1"));
    }
}
