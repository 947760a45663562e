//! Which web origins may call the frontend API.

use crate::{model::Instance, proxy};

/// An entry of the list that allows every Firefox extension: there an extension's origin is another one in each
/// profile, so no list could name it.
pub const ANY_FIREFOX_EXTENSION: &str = "moz-extension://*";

const FIREFOX_EXTENSION: &str = "moz-extension";

/// Whether requests from `origin` (the header's text) are served.
///
/// The instance's own host always is, in production by https unless it is this machine, and so is its proxy. A list in the
/// settings is exact, but for [`ANY_FIREFOX_EXTENSION`]. A development instance serves pages of this machine too, and any
/// browser extension as long as there is no list.
#[must_use]
pub fn allowed(instance: &Instance, origin: &str) -> bool {
    let Some((scheme, authority)) = split(origin) else { return false };
    let web = scheme == "http" || scheme == "https";
    let development = instance.environment.is_development();
    let loopback = is_loopback(host_of(authority));
    if authority.eq_ignore_ascii_case(&instance.frontend_api) {
        // What comes over a public network by http may be anybody's page.
        return scheme == "https" || (scheme == "http" && (development || loopback));
    }
    let proxy = instance.settings.proxy_url.as_deref().and_then(proxy::parse);
    if proxy
        .is_some_and(|proxy| origin.eq_ignore_ascii_case(&proxy.url[..proxy.url.len() - proxy.path.len()]))
    {
        return true;
    }
    let list = &instance.settings.allowed_origins;
    let listed = list.iter().any(|allowed| {
        allowed.eq_ignore_ascii_case(origin)
            || (allowed == ANY_FIREFOX_EXTENSION && scheme == FIREFOX_EXTENSION)
    });
    let extension = scheme == "chrome-extension" || scheme == FIREFOX_EXTENSION;
    listed || (development && ((extension && list.is_empty()) || (web && loopback)))
}

/// Whether the origin is a page of the web, which keeps cookies, rather than an extension or an app.
#[must_use]
pub fn is_web(origin: &str) -> bool {
    split(origin).is_some_and(|(scheme, _)| scheme == "http" || scheme == "https")
}

fn split(origin: &str) -> Option<(&str, &str)> {
    origin.split_once("://").filter(|(scheme, authority)| !scheme.is_empty() && !authority.is_empty())
}

/// The host of `host[:port]`.
#[must_use]
pub fn host_of(authority: &str) -> &str {
    if authority.starts_with('[') {
        return authority.split_once(']').map_or(authority, |(host, _)| &authority[..=host.len()]);
    }
    authority.split_once(':').map_or(authority, |(host, _)| host)
}

/// Whether a host is this machine.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]"
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::{
        ids::{ApplicationId, InstanceId},
        time::UnixMs,
    };

    use super::*;
    use crate::model::{Environment, Secret, Settings};

    fn instance(environment: Environment, allowed: &[&str]) -> Instance {
        Instance {
            id: InstanceId::parse("ins_a").unwrap(),
            application_id: ApplicationId::parse("app_a").unwrap(),
            application_name: "App".into(),
            environment,
            frontend_api: "auth.nightdesk.localhost:4400".into(),
            signing_key_pem: Secret::new(""),
            client_token_key: Secret::new(""),
            settings: Settings {
                allowed_origins: allowed.iter().map(|origin| (*origin).to_owned()).collect(),
                ..Settings::default()
            },
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        }
    }

    #[test]
    fn development_without_a_list_serves_extensions_and_this_machine() {
        let instance = instance(Environment::Development, &[]);
        for origin in [
            "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
            "moz-extension://4f9a3c2e-0d1b-4c55-9a0e-0123456789ab",
            "http://localhost:3000",
            "http://app.nightdesk.localhost:4500",
            "https://127.0.0.1:8443",
            "http://[::1]:3000",
        ] {
            assert!(allowed(&instance, origin), "{origin}");
        }
        for origin in ["https://evil.example", "http://localhost.evil.example", "null", "", "https://"] {
            assert!(!allowed(&instance, origin), "{origin}");
        }
    }

    #[test]
    fn production_without_a_list_serves_its_own_host_only() {
        let instance = instance(Environment::Production, &[]);
        assert!(allowed(&instance, "https://auth.nightdesk.localhost:4400"));
        assert!(!allowed(&instance, "http://localhost:3000"));
        assert!(!allowed(&instance, "chrome-extension://abc"));
        assert!(!allowed(&instance, "https://auth.nightdesk.localhost:9999"));
    }

    #[test]
    fn an_entry_allows_firefox_extensions_whatever_their_origin_in_a_profile() {
        let instance = instance(Environment::Production, &[ANY_FIREFOX_EXTENSION]);
        assert!(allowed(&instance, "moz-extension://4f9a3c2e-0d1b-4c55-9a0e-0123456789ab"));
        assert!(!allowed(&instance, "chrome-extension://abc"));
        assert!(!allowed(&instance, "https://app.example.com"));
    }

    #[test]
    fn a_production_host_is_its_own_origin_by_https_alone() {
        let public =
            Instance { frontend_api: "clerk.example.com".into(), ..instance(Environment::Production, &[]) };
        assert!(allowed(&public, "https://clerk.example.com"));
        assert!(!allowed(&public, "http://clerk.example.com"));
    }

    #[test]
    fn the_instances_proxy_is_an_origin_of_its_own() {
        let mut instance = instance(Environment::Production, &[]);
        instance.settings.proxy_url = Some("https://app.example.com/__clerk".into());
        assert!(allowed(&instance, "https://app.example.com"));
        for origin in ["http://app.example.com", "https://example.com", "https://app.example.com/__clerk"] {
            assert!(!allowed(&instance, origin), "{origin}");
        }
    }

    #[test]
    fn a_list_is_exact_and_in_development_beside_this_machine() {
        for environment in [Environment::Development, Environment::Production] {
            let instance = instance(environment, &["chrome-extension://abc"]);
            assert!(allowed(&instance, "chrome-extension://abc"));
            assert!(!allowed(&instance, "chrome-extension://abcd"));
            assert!(!allowed(&instance, "https://evil.example"));
            let of_this_machine = allowed(&instance, "http://localhost:3000");
            assert_eq!(of_this_machine, environment == Environment::Development);
            assert!(allowed(&instance, "http://auth.nightdesk.localhost:4400"));
        }
    }
}
