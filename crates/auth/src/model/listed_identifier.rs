//! Identifiers on the list of those let in, or on the list of those kept out.

use nightdesk_wire::{
    ids::{InstanceId, InvitationId, ListedIdentifierId},
    time::UnixMs,
};

use super::stored_enum::stored_enum;

/// One of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifierList {
    Allow,
    Block,
}

stored_enum!(IdentifierList { Allow = "allow", Block = "block" });

/// What an identifier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifierType {
    /// An address, or all of a domain.
    EmailAddress,
    PhoneNumber,
    Web3Wallet,
}

stored_enum!(IdentifierType {
    EmailAddress = "email_address",
    PhoneNumber = "phone_number",
    Web3Wallet = "web3_wallet",
});

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedIdentifier {
    pub id: ListedIdentifierId,
    pub instance_id: InstanceId,
    pub list: IdentifierList,
    /// As the backend wrote it.
    pub identifier: String,
    /// What is compared; unique in its list.
    pub pattern: String,
    pub identifier_type: IdentifierType,
    /// The invitation that went out with it.
    pub invitation_id: Option<InvitationId>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}
