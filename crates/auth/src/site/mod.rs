//! The site of a host: the domain under which one owner's hosts may share cookies.

mod suffixes;

/// The registrable domain of a host, in lower case: one label more than what the public suffix list
/// (<https://publicsuffix.org>) says belongs to everybody. `None` for IP addresses, single labels and public suffixes,
/// whose neighbours belong to others.
#[must_use]
pub fn of(host: &str) -> Option<String> {
    let is_ip = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
    // The list is in lower case, and a suffix that it does not know would pass for one with fewer labels.
    let host = host.to_ascii_lowercase();
    let name = host.strip_suffix('.').unwrap_or(&host);
    let below = name.strip_suffix(suffixes::of(name))?.strip_suffix('.')?;
    let label = below.rsplit('.').next().filter(|label| !label.is_empty() && !is_ip)?;
    Some(name[below.len() - label.len()..].to_owned())
}

/// Whether everybody can get a host right below this one, which is in lower case: `com`, `co.uk`, `github.io`.
#[must_use]
pub fn is_public_suffix(host: &str) -> bool {
    !host.is_empty() && suffixes::of(host) == host
}

/// Whether a host is the site itself or a host under it.
#[must_use]
pub fn contains(site: &str, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == site || host.strip_suffix(site).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_one_label_more_than_the_public_suffix() {
        assert_eq!(of("auth.nightdesk.localhost").as_deref(), Some("nightdesk.localhost"));
        assert_eq!(of("clerk.example.com").as_deref(), Some("example.com"));
        assert_eq!(of("a.b.example.co.uk").as_deref(), Some("example.co.uk"));
        assert_eq!(of("AUTH.EXAMPLE.CO.UK").as_deref(), Some("example.co.uk"));
        assert_eq!(of("example.com").as_deref(), Some("example.com"));
        assert_eq!(of("clerk.example.com.").as_deref(), Some("example.com"));
    }

    #[test]
    fn hosts_whose_neighbours_belong_to_others_have_no_site_to_share() {
        // Everybody can get a host under github.io, so it is no site, but a host there is one of its own.
        assert_eq!(of("mine.github.io").as_deref(), Some("mine.github.io"));
        for host in ["github.io", "co.uk", "localhost", "127.0.0.1", "[::1]", "", ".", ".com", "a..com"] {
            assert_eq!(of(host), None, "{host}");
        }
        for host in ["github.io", "co.uk", "com", "localhost"] {
            assert!(is_public_suffix(host), "{host}");
        }
        for host in ["mine.github.io", "example.com", "com.", ""] {
            assert!(!is_public_suffix(host), "{host}");
        }
    }

    #[test]
    fn a_site_contains_itself_and_the_hosts_under_it() {
        for host in ["example.com", "app.example.com", "a.b.example.com", "APP.Example.com"] {
            assert!(contains("example.com", host), "{host}");
        }
        for host in ["evilexample.com", "example.com.evil.net", "com", "", "app.example.com."] {
            assert!(!contains("example.com", host), "{host}");
        }
    }
}
