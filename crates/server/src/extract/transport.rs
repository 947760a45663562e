//! How a client shows who it is, and how it learns what to show next time (`docs/protocol.md`, "Client identity").

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, Uri, header};
use nightdesk_auth::{model::Environment, origin};
use nightdesk_wire::ids::DevBrowserId;

use super::{cookies::cookie, query};

/// By which way credentials travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    /// Development: an id in the query, answered in `Clerk-Db-Jwt`.
    DevBrowser,
    /// Native applications: a token in `Authorization`, both ways.
    Native,
    /// Extensions without a token yet look like pages, and may be either: answered in `Authorization` and as cookie.
    Extension,
    /// Pages: a cookie.
    Cookie,
}

/// What a request showed, and what its answer has to hand out. Neither is ever printed.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) transport: Transport,
    pub(crate) dev_browser: Option<DevBrowserId>,
    /// The client token.
    pub(crate) token: Option<String>,
    outgoing: Arc<Mutex<Option<Outgoing>>>,
}

/// What the answer hands out.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Outgoing {
    DevBrowser(DevBrowserId),
    ClientToken {
        token: String,
        /// Seconds of the client's `updated_at` if somebody is signed in, else 0.
        uat: i64,
    },
    /// The client is gone: whatever the caller keeps of it can go too.
    NoClient,
}

impl Credentials {
    /// Reads what a request shows.
    pub(crate) fn of(environment: Environment, uri: &Uri, headers: &HeaderMap) -> Self {
        let authorization =
            headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).map(bare);
        let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
        let native = query::param(uri, "_is_native").is_some_and(|value| value == "1" || value == "true");
        let transport = match environment {
            _ if native => Transport::Native,
            Environment::Development => Transport::DevBrowser,
            Environment::Production if origin.is_some_and(|origin| !origin::is_web(origin)) => {
                Transport::Extension
            }
            Environment::Production if authorization.is_some() => Transport::Native,
            Environment::Production => Transport::Cookie,
        };
        let from_header = authorization.filter(|token| !token.is_empty());
        let token = match transport {
            Transport::DevBrowser => None,
            Transport::Native => from_header,
            Transport::Extension => from_header.or_else(|| cookie(headers, "__client")),
            Transport::Cookie => cookie(headers, "__client"),
        };
        let dev_browser = (transport == Transport::DevBrowser)
            .then(|| query::param(uri, "__clerk_db_jwt"))
            .flatten()
            .and_then(|text| DevBrowserId::parse(text).ok());
        Self { transport, dev_browser, token: token.map(str::to_owned), outgoing: Arc::default() }
    }

    /// The development browser of the cookie, if the query names none.
    pub(crate) fn or_first_party_cookie(mut self, headers: &HeaderMap) -> Self {
        let kept = || cookie(headers, "__clerk_db_jwt").and_then(|text| DevBrowserId::parse(text).ok());
        self.dev_browser = self.dev_browser.or_else(kept);
        self
    }

    /// Hands `outgoing` out with the answer, in place of anything set before.
    pub(crate) fn hand_out(&self, outgoing: Outgoing) {
        *self.outgoing.lock().unwrap_or_else(PoisonError::into_inner) = Some(outgoing);
    }

    /// Takes what was set, for the answer.
    pub(crate) fn take_outgoing(&self) -> Option<Outgoing> {
        self.outgoing.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The token of an `Authorization` header, which may come without its scheme.
fn bare(value: &str) -> &str {
    let value = value.trim();
    let scheme = value.get(..6).filter(|scheme| scheme.eq_ignore_ascii_case("bearer"));
    scheme.map_or(value, |_| value[6..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(environment: Environment, uri: &str, headers: &[(header::HeaderName, &str)]) -> Credentials {
        let headers =
            headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect::<HeaderMap>();
        Credentials::of(environment, &uri.parse().unwrap(), &headers)
    }

    #[test]
    fn development_reads_the_dev_browser_from_the_query() {
        let shown = read(Environment::Development, "/v1/client?__clerk_db_jwt=dvb_abc", &[]);
        assert_eq!(shown.transport, Transport::DevBrowser);
        assert_eq!(shown.dev_browser, Some(DevBrowserId::parse("dvb_abc").unwrap()));
        let odd = read(Environment::Development, "/v1/client?__clerk_db_jwt=eyJhbGciOi.x.y", &[]);
        assert_eq!(odd.dev_browser, None);
    }

    #[test]
    fn production_tells_pages_extensions_and_native_applications_apart() {
        let production = Environment::Production;
        let page = read(production, "/v1/client", &[(header::COOKIE, "a=b; __client=tok")]);
        assert_eq!((page.transport, page.token.as_deref()), (Transport::Cookie, Some("tok")));
        let first = read(production, "/v1/client", &[(header::ORIGIN, "chrome-extension://abc")]);
        assert_eq!((first.transport, first.token), (Transport::Extension, None));
        let native = read(production, "/v1/client?_is_native=1", &[(header::AUTHORIZATION, "Bearer tok")]);
        assert_eq!((native.transport, native.token.as_deref()), (Transport::Native, Some("tok")));
        let raw = read(production, "/v1/client?_is_native=1", &[(header::AUTHORIZATION, "tok")]);
        assert_eq!(raw.token.as_deref(), Some("tok"));
        let empty = read(production, "/v1/client?_is_native=1", &[(header::AUTHORIZATION, "Bearer ")]);
        assert_eq!(empty.token, None);
    }
}
