//! Satellites: applications on another site that share the instance's sign-ins.

use url::Url;

use crate::{
    model::{Digest, Instance},
    origin, redirect, site,
};

/// How long a browser may take from the one site to the other.
pub const ON_ITS_WAY_SECS: i64 = 60;

/// What a browser is recognised by that comes back to the satellite: the code that it was given at home, and the state that
/// it was sent there with, which is the digest of what only this browser keeps. Without the second, somebody could have
/// another follow a link to the end, and be signed in there as them.
#[must_use]
pub fn digest(code: &str, state: &str) -> Digest {
    Digest::of(&format!("{code}.{state}"))
}

/// The satellite with this host of the frontend API.
#[must_use]
pub fn named<'i>(instance: &'i Instance, host: &str) -> Option<&'i str> {
    let bare = origin::host_of(host);
    let domains = instance.settings.satellite_domains.iter();
    domains.map(String::as_str).find(|domain| origin::host_of(domain).eq_ignore_ascii_case(bare))
}

/// The satellite to whose site an address belongs.
#[must_use]
pub fn of<'i>(instance: &'i Instance, url: &Url) -> Option<&'i str> {
    let host = url.host_str()?;
    let domains = instance.settings.satellite_domains.iter();
    domains.map(String::as_str).find(|domain| redirect::within_reach(origin::host_of(domain), host))
}

/// Whether a text is a host that can have cookies of its own, with or without a port.
#[must_use]
pub fn is_domain(text: &str) -> bool {
    let is_host = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:".contains(&byte);
    text.bytes().all(is_host) && site::of(origin::host_of(text)).is_some()
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::{
        ids::{ApplicationId, InstanceId},
        time::UnixMs,
    };

    use super::*;
    use crate::model::{Environment, Secret, Settings};

    fn instance() -> Instance {
        let satellites = ["clerk.satellite.test".to_owned(), "clerk.other.test:8443".to_owned()];
        Instance {
            id: InstanceId::parse("ins_a").unwrap(),
            application_id: ApplicationId::parse("app_a").unwrap(),
            application_name: "App".into(),
            environment: Environment::Production,
            frontend_api: "clerk.example.com".into(),
            signing_key_pem: Secret::new(""),
            client_token_key: Secret::new(""),
            settings: Settings { satellite_domains: satellites.to_vec(), ..Settings::default() },
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        }
    }

    #[test]
    fn a_satellite_is_found_by_its_host_and_by_its_site() {
        let instance = instance();
        let of = |url: &str| of(&instance, &Url::parse(url).unwrap());
        assert_eq!(of("https://www.satellite.test/page"), Some("clerk.satellite.test"));
        assert_eq!(of("https://other.test/"), Some("clerk.other.test:8443"));
        for stranger in
            ["https://satellite.test.evil.test/", "https://evilsatellite.test/", "data:text/html,x"]
        {
            assert_eq!(of(stranger), None, "{stranger}");
        }
        assert_eq!(named(&instance, "CLERK.satellite.test:443"), Some("clerk.satellite.test"));
        assert_eq!(named(&instance, "www.satellite.test"), None);
    }

    #[test]
    fn a_domain_is_a_host_of_a_site() {
        assert!(is_domain("clerk.satellite.test") && is_domain("clerk.satellite.test:8443"));
        for text in
            ["https://clerk.satellite.test", "satellite", "co.uk", "a.test/x", "127.0.0.1", "", "A.test"]
        {
            assert!(!is_domain(text), "{text}");
        }
    }
}
