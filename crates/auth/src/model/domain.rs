//! Satellites as backends manage them.

use nightdesk_wire::ids::DomainId;
use serde::{Deserialize, Serialize};

/// What is known of a satellite beside where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    pub id: DomainId,
    /// The domain of the application, such as `satellite.com`.
    pub name: String,
    /// Where it is: its entry in the settings' list.
    pub satellite: String,
    /// The address of the proxy that is there, if it is one.
    pub proxy_url: Option<String>,
}
