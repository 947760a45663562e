//! Names: `localhost` and what is below it are this machine (RFC 6761 section 6.3), which not every system's
//! resolver knows.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The system's resolver behind the names that need none.
pub(crate) struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            if is_local(name.as_str()) {
                let loopback: [SocketAddr; 2] =
                    [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
                return Ok(Box::new(loopback.into_iter()) as Addrs);
            }
            let found: io::Result<Vec<SocketAddr>> =
                tokio::net::lookup_host((name.as_str(), 0)).await.map(Iterator::collect);
            Ok(Box::new(found?.into_iter()) as Addrs)
        })
    }
}

/// Whether a host name stands for this machine.
pub(crate) fn is_local(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_localhost_and_what_is_below_it_is_this_machine() {
        for (host, local) in [
            ("localhost", true),
            ("auth.nightdesk.localhost", true),
            ("AUTH.LOCALHOST.", true),
            ("localhost.example.com", false),
            ("notlocalhost", false),
        ] {
            assert_eq!(is_local(host), local, "{host}");
        }
    }

    #[tokio::test]
    async fn a_development_name_is_found_without_a_resolver() {
        let name = "auth.nightdesk.localhost".parse().unwrap();
        let found: Vec<_> = Resolver.resolve(name).await.unwrap().collect();
        assert!(found.iter().all(|address| address.ip().is_loopback()) && !found.is_empty());
    }
}
