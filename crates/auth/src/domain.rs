//! The domains of an instance: its own, and those of its satellites.

use nightdesk_wire::ids::DomainId;
use sha2::{Digest as _, Sha256};

use crate::{
    model::{Domain, Instance, Settings},
    proxy, satellite, site,
};

/// What hosts of a frontend API begin with, in front of the domain that they are of.
const PREFIX: &str = "clerk.";

/// Why a domain is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DomainRefusal {
    /// The name is no host of a site.
    Name,
    /// The address of the proxy is none, not safe, or of no site.
    ProxyUrl,
    /// There is one at this place.
    Taken,
    /// The instance's own domain stays as it is: keys name it.
    Primary,
    Unknown,
}

/// The instance's own domain. Its place is the frontend API's host.
#[must_use]
pub fn primary(instance: &Instance) -> Domain {
    let name = site::of(instance.host()).unwrap_or_else(|| instance.host().to_owned());
    let proxy_url = instance.settings.proxy_url.clone();
    Domain { id: id_of(instance, ""), name, satellite: instance.frontend_api.clone(), proxy_url }
}

/// The domains of the satellites, as they stand in the settings.
#[must_use]
pub fn satellites(instance: &Instance) -> Vec<Domain> {
    let known = &instance.settings.domains;
    let domain = |satellite: &String| {
        known.iter().find(|domain| domain.satellite == *satellite).cloned().unwrap_or_else(|| {
            let host = satellite::host_of(satellite);
            Domain {
                id: id_of(instance, satellite),
                name: host.strip_prefix(PREFIX).unwrap_or(host).to_owned(),
                satellite: satellite.clone(),
                proxy_url: satellite.contains('/').then(|| format!("https://{satellite}")),
            }
        })
    };
    instance.settings.satellite_domains.iter().map(domain).collect()
}

/// The host of the frontend API of a domain.
#[must_use]
pub fn frontend_api(name: &str) -> String {
    if name.starts_with(PREFIX) { name.to_owned() } else { format!("{PREFIX}{name}") }
}

/// The id of a domain that was given none: always the same one.
fn id_of(instance: &Instance, satellite: &str) -> DomainId {
    let digest = Sha256::digest(format!("{}\n{satellite}", instance.id));
    let mut payload = [0; 16];
    payload.copy_from_slice(&digest[..16]);
    DomainId::derived(instance.created_at, payload)
}

/// A satellite of this name, or behind this proxy.
///
/// # Errors
/// [`DomainRefusal::Name`] and [`DomainRefusal::ProxyUrl`].
pub fn new(id: DomainId, name: &str, proxy_url: Option<&str>) -> Result<Domain, DomainRefusal> {
    let name = name.trim().to_ascii_lowercase();
    if name.contains('/') || !satellite::is_domain(&name) {
        return Err(DomainRefusal::Name);
    }
    let satellite = match proxy_url {
        Some(text) => {
            let proxy = proxy::parse(text).filter(proxy::is_safe).ok_or(DomainRefusal::ProxyUrl)?;
            let place = proxy.url.strip_prefix("https://").ok_or(DomainRefusal::ProxyUrl)?.to_owned();
            Some(place).filter(|place| satellite::is_domain(place)).ok_or(DomainRefusal::ProxyUrl)?
        }
        None => frontend_api(&name),
    };
    Ok(Domain { id, name, satellite, proxy_url: proxy_url.map(str::to_owned) })
}

/// Puts a domain among the satellites, in place of the one with its id if there is one.
///
/// # Errors
/// [`DomainRefusal::Taken`].
pub fn put(instance: &Instance, domain: &Domain) -> Result<Settings, DomainRefusal> {
    let before = satellites(instance).into_iter().find(|held| held.id == domain.id);
    let mut settings = match &before {
        Some(before) => without(instance, &before.id)?,
        None => instance.settings.clone(),
    };
    let host = satellite::host_of(&domain.satellite);
    if satellite::named(&settings.satellite_domains, host).is_some() || host == instance.host() {
        return Err(DomainRefusal::Taken);
    }
    settings.satellite_domains.push(domain.satellite.clone());
    settings.domains.push(domain.clone());
    Ok(settings)
}

/// The settings without a satellite.
///
/// # Errors
/// [`DomainRefusal::Primary`] for the instance's own domain, [`DomainRefusal::Unknown`].
pub fn without(instance: &Instance, id: &DomainId) -> Result<Settings, DomainRefusal> {
    if primary(instance).id == *id {
        return Err(DomainRefusal::Primary);
    }
    let gone = satellites(instance).into_iter().find(|domain| domain.id == *id);
    let gone = gone.ok_or(DomainRefusal::Unknown)?.satellite;
    let mut settings = instance.settings.clone();
    settings.satellite_domains.retain(|satellite| *satellite != gone);
    settings.domains.retain(|domain| domain.satellite != gone);
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::{
        ids::{ApplicationId, InstanceId},
        time::UnixMs,
    };

    use super::*;
    use crate::model::{Environment, Secret};

    fn instance(satellites: &[&str]) -> Instance {
        Instance {
            id: InstanceId::parse("ins_a").unwrap(),
            application_id: ApplicationId::parse("app_a").unwrap(),
            application_name: "App".into(),
            environment: Environment::Production,
            frontend_api: "clerk.example.com".into(),
            signing_key_pem: Secret::new(""),
            client_token_key: Secret::new(""),
            settings: Settings {
                satellite_domains: satellites.iter().map(|text| (*text).to_owned()).collect(),
                ..Settings::default()
            },
            created_at: UnixMs(1_772_366_400_000),
            updated_at: UnixMs(0),
        }
    }

    fn id(name: &str) -> DomainId {
        DomainId::parse(format!("dmn_{name}")).unwrap()
    }

    #[test]
    fn satellites_of_the_settings_have_names_and_ids_that_stay() {
        let instance = instance(&["clerk.satellite.test", "www.third.test/__clerk"]);
        let [first, second] = satellites(&instance).try_into().unwrap();
        assert_eq!((first.name.as_str(), first.proxy_url), ("satellite.test", None));
        assert_eq!(second.proxy_url.as_deref(), Some("https://www.third.test/__clerk"));
        assert_eq!(satellites(&instance)[0].id, first.id);
        assert!(first.id != second.id && first.id != primary(&instance).id);
        assert_eq!(primary(&instance).name, "example.com");
    }

    #[test]
    fn a_domain_is_at_a_host_of_its_own_or_behind_its_proxy() {
        let place = |name, proxy| new(id("a"), name, proxy).map(|domain| domain.satellite);
        assert_eq!(place("Satellite.test", None).as_deref(), Ok("clerk.satellite.test"));
        assert_eq!(place("clerk.satellite.test", None).as_deref(), Ok("clerk.satellite.test"));
        let proxy = Some("https://www.satellite.test/__clerk/");
        assert_eq!(place("satellite.test", proxy).as_deref(), Ok("www.satellite.test/__clerk"));
        for name in ["", "satellite", "https://satellite.test", "satellite.test/x", "127.0.0.1", "a b.test"] {
            assert_eq!(place(name, None), Err(DomainRefusal::Name), "{name}");
        }
        for proxy in
            ["http://www.satellite.test/", "http://localhost:3000", "satellite.test", "https://co.uk"]
        {
            assert_eq!(place("satellite.test", Some(proxy)), Err(DomainRefusal::ProxyUrl), "{proxy}");
        }
    }

    #[test]
    fn a_domain_is_put_changed_and_taken_off() {
        let mut instance = instance(&["clerk.other.test"]);
        let domain = new(id("a"), "satellite.test", None).unwrap();
        instance.settings = put(&instance, &domain).unwrap();
        let twice = new(id("b"), "clerk.satellite.test", None).unwrap();
        assert_eq!(put(&instance, &twice), Err(DomainRefusal::Taken));
        let own = new(id("b"), "example.com", None).unwrap();
        assert_eq!(put(&instance, &own), Err(DomainRefusal::Taken));
        let moved = new(id("a"), "moved.test", None).unwrap();
        instance.settings = put(&instance, &moved).unwrap();
        assert_eq!(instance.settings.satellite_domains, ["clerk.other.test", "clerk.moved.test"]);
        assert_eq!(satellites(&instance)[1], moved);
        instance.settings = without(&instance, &id("a")).unwrap();
        assert_eq!(instance.settings.domains, []);
        assert_eq!(without(&instance, &id("a")), Err(DomainRefusal::Unknown));
        assert_eq!(without(&instance, &primary(&instance).id), Err(DomainRefusal::Primary));
    }
}
