//! Who may have an account.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ids::{InstanceId, InvitationId, ListedIdentifierId, WaitlistEntryId};
use crate::time::UnixMs;

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationStatus {
    /// Not used yet.
    Pending,
    /// Used.
    Accepted,
    /// Taken back.
    Revoked,
    /// Not used in time.
    Expired,
}

/// An invitation to the application.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "invitation")]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Whom it invites.
    pub email_address: String,
    /// What the user's public metadata will be.
    pub public_metadata: Map<String, Value>,
    /// Whether it was taken back.
    pub revoked: bool,
    /// What became of it.
    pub status: InvitationStatus,
    /// The link, while it is of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How long it can be used.
    pub expires_at: Option<UnixMs>,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}

/// An entry of the list of those let in, or of those kept out: `object` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedIdentifier {
    /// `allowlist_identifier` or `blocklist_identifier`.
    pub object: &'static str,
    /// Its id.
    pub id: ListedIdentifierId,
    /// The invitation that went out with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_id: Option<InvitationId>,
    /// Address, domain, phone number or wallet.
    pub identifier: String,
    /// Which of them.
    pub identifier_type: &'static str,
    /// Whose list it is on.
    pub instance_id: InstanceId,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}

/// Somebody on the waitlist.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "waitlist_entry")]
pub struct WaitlistEntry {
    /// Its id.
    pub id: WaitlistEntryId,
    /// Who waits.
    pub email_address: String,
    /// `pending`, `invited`, `rejected` or `completed`.
    pub status: &'static str,
    /// Whether something works on it in the background.
    pub is_locked: bool,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
    /// The invitation that went out last.
    pub invitation: Option<Invitation>,
}

/// What an instance restricts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "instance_restrictions")]
pub struct Restrictions {
    /// Only listed identifiers.
    pub allowlist: bool,
    /// No listed identifiers.
    pub blocklist: bool,
    /// Whether both lists leave signing in alone.
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// No addresses with `+`, `=` or `#` in them.
    pub block_email_subaddresses: bool,
    /// No addresses of throw-away services.
    pub block_disposable_email_domains: bool,
}
