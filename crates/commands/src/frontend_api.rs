//! The host inside a publishable key.

use std::fmt;

use nightdesk_auth::frontend_api;

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
        frontend_api::parse(text).map(Self).map_err(|problem| {
            Failure::new(
                "frontend_api_invalid",
                format!(
                    "{text:?} cannot be the frontend API: {problem}. Write a host like auth.example.com or \
                     {LOCAL_HOST}:4400."
                ),
            )
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_host_is_refused_with_its_reason() {
        let error = FrontendApi::parse("localhost:4400").unwrap_err().to_string();
        assert!(error.contains("frontend_api_invalid") && error.contains("no dot"), "{error}");
    }

    #[test]
    fn the_default_is_recognised_on_any_port_and_nothing_else_is() {
        assert!(is_local_default(FrontendApi::local(4400).as_str()));
        assert!(!is_local_default("auth.example.com:4400"));
        assert!(!is_local_default("auth.nightdesk.localhost.example.com:1"));
    }
}
