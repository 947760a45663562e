//! Domains of an instance.

use alloc::{string::String, vec::Vec};

use serde::Serialize;

use crate::ids::DomainId;

/// A domain: the instance's own, or that of a satellite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "domain")]
pub struct Domain {
    /// Its id.
    pub id: DomainId,
    /// The domain of the application there.
    pub name: String,
    /// Whether it is on another site than the instance's own.
    pub is_satellite: bool,
    /// Where its frontend API is.
    pub frontend_api_url: String,
    /// Where pages for accounts are; this server has none apart from the application's.
    pub accounts_portal_url: Option<String>,
    /// Where an application passes the frontend API's requests on.
    pub proxy_url: Option<String>,
    /// Always empty: the environment decides who may call in development.
    pub development_origin: &'static str,
    /// Always empty: which names lead here is the owner's business.
    pub cname_targets: Vec<()>,
}

/// The domains of an instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Domains {
    /// The instance's own comes first.
    pub data: Vec<Domain>,
    /// How many there are.
    pub total_count: usize,
}
