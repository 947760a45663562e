//! The host inside a publishable key.

use thiserror::Error;

/// Why a text cannot be the host of a frontend API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrontendApiError {
    #[error("it is a URL; only the host is wanted")]
    Url,
    #[error("the part behind the colon is not a port")]
    Port,
    #[error("it has no dot, so SDKs would refuse the key")]
    NoDot,
    #[error("it is not a host name")]
    NotAHost,
}

/// Reads `host` or `host:port`, and returns it in lower case.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str) -> Result<String, FrontendApiError> {
    if text.contains("://") || text.contains('/') {
        return Err(FrontendApiError::Url);
    }
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
        return Err(FrontendApiError::Port);
    }
    if !host.contains('.') {
        // SDKs reject publishable keys whose host has no dot, `localhost` among them.
        return Err(FrontendApiError::NoDot);
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Err(FrontendApiError::NotAHost);
    }
    Ok(text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_with_a_dot_are_taken_with_and_without_a_port() {
        for host in ["auth.example.com", "auth.nightdesk.localhost:4400", "127.0.0.1:3001"] {
            assert_eq!(parse(host).as_deref(), Ok(host));
        }
        assert_eq!(parse("Auth.Example.COM").as_deref(), Ok("auth.example.com"));
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        for (text, reason) in [
            ("localhost:4400", FrontendApiError::NoDot),
            ("", FrontendApiError::NoDot),
            ("https://auth.example.com", FrontendApiError::Url),
            ("auth.example.com/v1", FrontendApiError::Url),
            ("auth.example.com:http", FrontendApiError::Port),
            ("auth.example.com:0", FrontendApiError::Port),
            ("auth..example.com", FrontendApiError::NotAHost),
            ("auth.example.com$", FrontendApiError::NotAHost),
            ("-a.example.com", FrontendApiError::NotAHost),
        ] {
            assert_eq!(parse(text), Err(reason), "{text}");
        }
    }
}
