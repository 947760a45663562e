//! What an operator may tune.

use std::{thread::available_parallelism, time::Duration};

use nightdesk_wire::ids::InstanceId;

use crate::{assets::Assets, forwarded::TrustedProxies};

/// The list of breached passwords that everybody can ask.
pub const PWNED_PASSWORDS: &str = "https://api.pwnedpasswords.com";

/// Limits of the server.
#[derive(Debug, Clone)]
pub struct Config {
    /// Largest body that is read.
    pub max_body_bytes: usize,
    /// How long a request may take before it is given up with 504.
    pub request_timeout: Duration,
    /// How many passwords are hashed at once; each takes 7 MiB and a core.
    pub hash_concurrency: usize,
    /// How much work one password hash is.
    pub hash_cost: HashCost,
    /// Who is believed about the requests that they pass on.
    pub trusted_proxies: TrustedProxies,
    /// Where breached passwords are looked up, by the first digits of their hash; nowhere if `None`.
    pub breached_passwords_url: Option<String>,
    /// Which instances of the database to answer for.
    pub served: Served,
    /// Whether identity providers may be on this machine, as those of development instances are.
    pub loopback_providers: bool,
    /// Builds of the browser SDK.
    pub assets: Option<Assets>,
    /// Where those who ask for another build are sent, like `https://cdn.example.com/npm`; nowhere if `None`.
    pub assets_cdn: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_body_bytes: 64 * 1024,
            request_timeout: Duration::from_secs(30),
            // Half of the processors, so that sign-ins never keep all of them from those who are signed in.
            hash_concurrency: available_parallelism().map_or(1, |cores| cores.get().div_ceil(2)),
            hash_cost: HashCost::Standard,
            trusted_proxies: TrustedProxies::default(),
            breached_passwords_url: None,
            served: Served::default(),
            loopback_providers: true,
            assets: None,
            assets_cdn: None,
        }
    }
}

/// Which instances of the database a process answers for, at their frontend APIs and to their secret keys. An admin
/// manages the others in the dashboard all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Served {
    /// This one, on any host.
    Only(InstanceId),
    /// Every one on the host of its frontend API, and on all other hosts the process's `own`. Without one, those of
    /// satellites are their instances'.
    All { own: Option<InstanceId> },
}

impl Default for Served {
    fn default() -> Self {
        Self::All { own: None }
    }
}

/// How much work one password hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashCost {
    /// What OWASP recommends for argon2id: 7 MiB, five passes.
    Standard,
    /// As little as the algorithm allows. For tests, which hash thousands of passwords that guard nothing.
    Least,
}
