//! The names a development certificate must carry.

/// Hosts for which the certificate of a development server is made.
///
/// Browsers accept no wildcard directly under `localhost`, so the names under it are listed, and
/// the parent of the frontend API gets a wildcard of its own: the web app that shares cookies with
/// it lives there. `frontend_api` is the host in the publishable key, with or without a port.
#[must_use]
pub fn certificate_names(frontend_api: &str) -> Vec<String> {
    let mut names: Vec<String> =
        ["localhost", "nightdesk.localhost", "*.nightdesk.localhost", "127.0.0.1", "::1"]
            .map(String::from)
            .into();
    let host = without_port(frontend_api);
    let parent = host.split_once('.').map(|(_, parent)| parent).filter(|parent| parent.contains('.'));
    let is_ip = host.parse::<std::net::IpAddr>().is_ok();
    let wildcard = parent.filter(|_| !is_ip).map(|parent| format!("*.{parent}"));
    for name in [Some(host.to_owned()), wildcard].into_iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The host of `host`, `host:port`, `[v6]` or `[v6]:port`.
pub(crate) fn without_port(authority: &str) -> &str {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(host, _)| host);
    }
    authority.rsplit_once(':').map_or(authority, |(host, _)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frontend_api_host_is_listed_without_its_port() {
        let names = certificate_names("auth.nightdesk.localhost:4400");
        assert!(names.contains(&"auth.nightdesk.localhost".to_owned()));
        assert!(names.iter().all(|name| !name.contains("4400")));
    }

    #[test]
    fn a_foreign_host_brings_the_wildcard_of_its_parent() {
        let names = certificate_names("clerk.app.example.com");
        assert!(names.contains(&"clerk.app.example.com".to_owned()));
        assert!(names.contains(&"*.app.example.com".to_owned()));
    }

    #[test]
    fn no_wildcard_for_a_whole_top_level_domain_or_an_address() {
        let wildcards =
            |host| certificate_names(host).into_iter().filter(|name| name.starts_with("*.")).count();
        assert_eq!(wildcards("auth.localhost:4400"), 1);
        assert_eq!(wildcards("127.0.0.1:4400"), 1);
        assert_eq!(wildcards("[::1]:4400"), 1);
    }
}
