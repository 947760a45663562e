//! How a client shows who it is, and how it learns what to show next time (`docs/protocol.md`, "Client identity").

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, Uri, header};
use nightdesk_auth::{model::Environment, origin};
use nightdesk_wire::ids::DevBrowserId;

use super::{cookies::cookie, query};

/// By which way credentials travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    /// Development: an id in the query, answered in `Clerk-Db-Jwt`; or in a cookie, for pages that keep none.
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
    /// Whether the development browser is kept by the server's own cookie, since the caller does not show it.
    pub(crate) by_cookie: bool,
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
    /// Reads what a request shows. `kept` is the name of the cookie that keeps development browsers.
    pub(crate) fn of(environment: Environment, kept: &str, uri: &Uri, headers: &HeaderMap) -> Self {
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
        let development = transport == Transport::DevBrowser;
        let shown = development.then(|| query::param(uri, "__clerk_db_jwt")).flatten();
        // The official SDK sets up development browsers in pages only on hosts of its vendor's.
        let by_cookie = development && shown.is_none() && is_page(origin, headers);
        let shown = shown.or_else(|| cookie(headers, kept).filter(|_| by_cookie).map(str::to_owned));
        let dev_browser = shown.and_then(|text| DevBrowserId::parse(text).ok());
        Self { transport, dev_browser, by_cookie, token: token.map(str::to_owned), outgoing: Arc::default() }
    }

    /// The development browser of the first-party cookie, for whoever follows a link here and showed none.
    pub(crate) fn or_first_party_cookie(mut self, headers: &HeaderMap) -> Self {
        // A script that asks is no link that leads here: it may be an extension, and somebody else.
        let by_script = headers.contains_key(header::ORIGIN)
            || headers.get("sec-fetch-mode").is_some_and(|mode| mode != "navigate");
        if !by_script {
            let kept = || cookie(headers, "__clerk_db_jwt").and_then(|text| DevBrowserId::parse(text).ok());
            self.dev_browser = self.dev_browser.or_else(kept);
        }
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

/// Whether a page asks, or a browser that goes to this address. Extensions that may reach this host send no origin with
/// GET, and must not be taken for whoever is signed in on a page.
fn is_page(origin: Option<&str>, headers: &HeaderMap) -> bool {
    let says = |name, value| headers.get(name).is_some_and(|said| said == value);
    let navigates = says("sec-fetch-mode", "navigate") || says("sec-fetch-site", "same-origin");
    origin.map_or(navigates, origin::is_web)
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
        Credentials::of(environment, "kept", &uri.parse().unwrap(), &headers)
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
    fn development_reads_the_cookie_of_pages_that_show_no_dev_browser() {
        let read = |uri, origin| {
            let headers = [(header::COOKIE, "kept=dvb_abc"), (header::ORIGIN, origin)];
            read(Environment::Development, uri, &headers)
        };
        let page = read("/v1/client", "http://localhost:3000");
        assert_eq!((page.by_cookie, page.dev_browser), (true, Some(DevBrowserId::parse("dvb_abc").unwrap())));
        let shown = read("/v1/client?__clerk_db_jwt=dvb_other", "http://localhost:3000");
        assert_eq!(
            (shown.by_cookie, shown.dev_browser),
            (false, Some(DevBrowserId::parse("dvb_other").unwrap()))
        );
        let extension = read("/v1/client", "chrome-extension://abc");
        assert_eq!((extension.by_cookie, extension.dev_browser), (false, None));
    }

    #[test]
    fn development_reads_the_cookie_without_an_origin_only_of_a_browser_on_its_way() {
        let read = |site, mode| {
            let fetch = ["sec-fetch-site", "sec-fetch-mode"].map(header::HeaderName::from_static);
            let [site_name, mode_name] = fetch;
            let headers = [(header::COOKIE, "kept=dvb_abc"), (site_name, site), (mode_name, mode)];
            read(Environment::Development, "/v1/client/handshake", &headers).dev_browser.is_some()
        };
        assert!(read("cross-site", "navigate") && read("same-origin", "cors"));
        assert!(!read("none", "cors"), "an extension with access to this host");
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
