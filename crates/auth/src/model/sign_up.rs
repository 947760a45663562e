//! Sign-up attempts.

use nightdesk_wire::{
    ids::{ClientId, EmailAddressId, InstanceId, InvitationId, PhoneNumberId, SessionId, SignUpId, UserId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Secret, Verification, stored_enum::stored_enum};

/// An account in the making on a client.
#[derive(Debug, Clone)]
pub struct SignUp {
    pub id: SignUpId,
    pub instance_id: InstanceId,
    pub client_id: ClientId,
    pub status: SignUpStatus,
    pub email_address: Option<String>,
    /// The id the address will have once there is a user.
    pub email_address_id: Option<EmailAddressId>,
    /// Proof of the mailbox. Stored as JSON.
    pub email_verification: Option<Verification>,
    /// As E.164 has it.
    pub phone_number: Option<String>,
    /// The id the number will have once there is a user.
    pub phone_number_id: Option<PhoneNumberId>,
    /// Proof of the number. Stored as JSON.
    pub phone_verification: Option<Verification>,
    pub username: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// PHC string of the chosen password.
    pub password_digest: Option<Secret>,
    /// The account at an identity provider that the user will have. Stored as JSON.
    pub external_account: Option<Verification>,
    /// The address of the wallet that the user will have.
    pub web3_wallet: Option<String>,
    /// Proof of the wallet. Stored as JSON.
    pub web3_verification: Option<Verification>,
    /// Always a JSON object.
    pub unsafe_metadata: Value,
    pub legal_accepted_at: Option<UnixMs>,
    /// What comes from others than the one who signs up. Stored as JSON.
    pub granted: Granted,
    pub created_session_id: Option<SessionId>,
    pub created_user_id: Option<UserId>,
    pub abandon_at: UnixMs,
    /// Counts the writes: an update names the version it read, so of two racing attempts one wins.
    pub version: i64,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// What a backend or a ticket adds to a sign-up, for the user that comes of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Granted {
    /// The owner's own id for the user.
    pub external_id: Option<String>,
    /// Whether the application does something of its own with the sign-up.
    pub custom_action: bool,
    /// The invitation that is used up with it.
    pub invitation_id: Option<InvitationId>,
    pub public_metadata: Map<String, Value>,
}

/// Where a sign-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpStatus {
    MissingRequirements,
    Complete,
    Abandoned,
}

stored_enum!(SignUpStatus {
    MissingRequirements = "missing_requirements",
    Complete = "complete",
    Abandoned = "abandoned",
});
