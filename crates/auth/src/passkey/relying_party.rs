//! For whom a passkey is: the domain that it is bound to, and the origin that may ask for it.

use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::{Refusal, model::Instance, origin, site};

/// The relying party of one request.
#[derive(Debug, Clone)]
pub struct RelyingParty {
    /// Shown by authenticators.
    name: String,
    id: String,
    origin: Option<String>,
}

impl RelyingParty {
    /// The relying party for a caller of this origin.
    ///
    /// Pages of the instance's own site share its passkeys. Another page has those of its own host, which is how browsers
    /// bind them. Extensions and native applications, which have no domain, have those of the instance's site.
    #[must_use]
    pub fn of(instance: &Instance, origin: Option<&str>) -> Self {
        let own = site::of(instance.host()).unwrap_or_else(|| instance.host().to_ascii_lowercase());
        let page = origin.filter(|origin| origin::is_web(origin)).and_then(|origin| Url::parse(origin).ok());
        let id = match page.as_ref().and_then(Url::host_str) {
            Some(host) if !site::contains(&own, host) => host.to_ascii_lowercase(),
            _ => own,
        };
        Self { name: instance.application_name.clone(), id, origin: origin.map(str::to_owned) }
    }

    pub(super) fn webauthn(&self) -> Result<Webauthn, Refusal> {
        let failed = |_| Refusal::NoRelyingParty;
        // Of an address (a page opened at 127.0.0.1) the builder would log that it is no domain, with each page.
        let own = Url::parse(&format!("https://{}", self.id)).ok().filter(|own| own.domain().is_some());
        let own = own.ok_or(Refusal::NoRelyingParty)?;
        let mut builder = WebauthnBuilder::new(&self.id, &own).map_err(failed)?.rp_name(&self.name);
        if let Some(origin) = &self.origin {
            let origin = Url::parse(origin).map_err(|_| Refusal::NoRelyingParty)?;
            builder = builder.append_allowed_origin(&origin);
        }
        builder.build().map_err(failed)
    }
}
