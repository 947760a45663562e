//! Clients: one browser profile, extension or device, with the sessions signed in on it.

use std::fmt;

use nightdesk_wire::{
    ids::{ClientId, DevBrowserId, InstanceId, SessionId, SignInId, SignUpId},
    time::UnixMs,
};

/// A client of an instance.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: ClientId,
    pub instance_id: InstanceId,
    /// Which client tokens hold; production only.
    pub rotation: Rotation,
    /// The running sign-in; a new one replaces it.
    pub sign_in_id: Option<SignInId>,
    /// The running sign-up; a new one replaces it.
    pub sign_up_id: Option<SignUpId>,
    pub last_active_session_id: Option<SessionId>,
    pub last_authentication_strategy: Option<String>,
    pub created_at: UnixMs,
    /// Moves only when the set of sessions changes: backends start a handshake whenever it is later than a token's
    /// `iat`, so moving it on every request would loop them.
    pub updated_at: UnixMs,
}

/// Which values of a client's token are accepted. The token carries one of them as `rotating_token`.
#[derive(Clone, PartialEq, Eq)]
pub struct Rotation {
    /// The value handed out last.
    pub current: String,
    /// The value before it, which holds until `current` is first used, so that a lost answer signs nobody out.
    pub previous: Option<String>,
    /// Until when `previous` holds at most.
    pub previous_until: Option<UnixMs>,
    /// When the current value was first presented. From then on an older value is a copy in the wrong hands, except
    /// for a moment in which requests sent before the change may still arrive.
    pub confirmed_at: Option<UnixMs>,
}

impl fmt::Debug for Rotation {
    /// Times only: the values are half of what signs a client in.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rotation")
            .field("previous_until", &self.previous_until)
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}

/// The identity of a browser on a development instance: an unguessable id that travels in the query.
#[derive(Debug, Clone)]
pub struct DevBrowser {
    pub id: DevBrowserId,
    pub instance_id: InstanceId,
    /// The client that was created under it, once there is one.
    pub client_id: Option<ClientId>,
    pub created_at: UnixMs,
}
