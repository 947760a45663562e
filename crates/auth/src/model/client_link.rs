//! Clients that are known on another site too.

use nightdesk_wire::{
    ids::{ClientId, InstanceId},
    time::UnixMs,
};

use super::Digest;

/// A way by which a browser is recognised on the site of a satellite, where the client's own cookie does not reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientLink {
    pub instance_id: InstanceId,
    /// Of the value that the browser shows.
    pub digest: Digest,
    pub client_id: ClientId,
    /// The satellite's host of the frontend API.
    pub host: String,
    /// Set while the browser is still on its way there, with a value that is good once: where it goes on to.
    pub redirect_url: Option<String>,
    /// Until when it has to arrive.
    pub expires_at: Option<UnixMs>,
    pub created_at: UnixMs,
}
