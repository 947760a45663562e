//! Through which host a browser reached us.

use axum::http::{HeaderMap, HeaderName};
use nightdesk_auth::{
    model::Digest,
    proxy::{self, Proxy},
    satellite,
};
use nightdesk_store::secret_keys;

use crate::{app::App, instances::Tenant};

pub(crate) const CLERK_PROXY_URL: HeaderName = HeaderName::from_static("clerk-proxy-url");
pub(crate) const CLERK_SECRET_KEY: HeaderName = HeaderName::from_static("clerk-secret-key");

/// Where the browser sees us: our cookies have to fit there, and what belongs to its site is the instance's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Front {
    /// Without its port.
    pub(crate) host: String,
    /// The application that passes the request on, and with it the address of the caller.
    pub(crate) proxy: Option<Proxy>,
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
        if let Some(proxy) = text(headers, &CLERK_PROXY_URL).and_then(proxy::parse)
            && is_key_of(app, tenant, text(headers, &CLERK_SECRET_KEY)).await?
        {
            return Ok(Self { host: proxy.host.clone(), proxy: Some(proxy) });
        }
        let satellite = satellite::named(&tenant.instance.settings.satellite_domains, host);
        let host = satellite.map_or_else(|| tenant.instance.host(), satellite::host_of);
        Ok(Self { host: host.to_owned(), proxy: None })
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

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|text| !text.is_empty())
}
