//! Through which host a browser reached us.

use axum::http::{HeaderMap, HeaderName};
use nightdesk_auth::{model::Digest, origin, satellite};
use nightdesk_store::secret_keys;
use url::Url;

use crate::{app::App, instances::Tenant};

pub(crate) const CLERK_PROXY_URL: HeaderName = HeaderName::from_static("clerk-proxy-url");
pub(crate) const CLERK_SECRET_KEY: HeaderName = HeaderName::from_static("clerk-secret-key");

/// Where the browser sees us: our cookies have to fit there, and what belongs to its site is the instance's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Front {
    /// Without its port.
    pub(crate) host: String,
    /// Whether the application passes the request on, and with it the address of the caller.
    pub(crate) proxied: bool,
}

impl Front {
    /// Reads it off a request: an application that shows a secret key of the instance says where it is, everybody else
    /// comes to the frontend API's own host or to that of a satellite.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub(super) async fn of(
        app: &App,
        tenant: &Tenant,
        host: &str,
        headers: &HeaderMap,
    ) -> Result<Self, nightdesk_store::Error> {
        let satellite = satellite::named(&tenant.instance, host).map(origin::host_of);
        let own = satellite.unwrap_or_else(|| tenant.instance.host());
        let own = Self { host: own.to_owned(), proxied: false };
        let Some(host) = text(headers, &CLERK_PROXY_URL).and_then(proxy_host) else { return Ok(own) };
        if is_key_of(app, tenant, text(headers, &CLERK_SECRET_KEY)).await? {
            return Ok(Self { host, proxied: true });
        }
        Ok(own)
    }
}

/// Whether a text is a live secret key of the instance.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn is_key_of(
    app: &App,
    tenant: &Tenant,
    key: Option<&str>,
) -> Result<bool, nightdesk_store::Error> {
    let Some(key) = key else { return Ok(false) };
    let digest = Digest::of(key);
    let found = app.store().read(async |tx| secret_keys::find_live(&tx, &digest).await).await?;
    // Compared once more in constant time, so that no index decides about access.
    Ok(found.is_some_and(|found| found.digest.matches(key) && found.instance_id == tenant.instance.id))
}

/// The host of a proxy's address, if it is one.
pub(crate) fn proxy_host(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    // URLs allow more in a host, such as `;`, but it goes into cookies.
    let is_plain =
        |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte));
    url.host_str().filter(|_| is_web).filter(is_plain).map(str::to_owned)
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_a_proxy_is_nothing_that_could_end_a_cookies_attribute() {
        let host = |text| proxy_host(text);
        assert_eq!(host("https://app.example.com:8443/__clerk").as_deref(), Some("app.example.com"));
        assert_eq!(host("http://[::1]:3000/").as_deref(), Some("[::1]"));
        for text in ["https://a;b/", "https://__client==;__client=x", "ftp://example.com", "/__clerk", ""] {
            assert_eq!(host(text), None, "{text}");
        }
    }
}
