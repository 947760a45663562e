//! What the two lists of identifiers have in common.

use nightdesk_auth::{
    model::{IdentifierList, ListedIdentifier},
    restriction,
};
use nightdesk_store::{Tx, listed_identifiers};
use nightdesk_wire::{
    bapi,
    codes::ErrorCode,
    deleted_object::DeletedObject,
    ids::{InvitationId, ListedIdentifierId},
};

use super::cx::BackendCx;
use crate::ApiError;

const fn object(list: IdentifierList) -> &'static str {
    match list {
        IdentifierList::Allow => "allowlist_identifier",
        IdentifierList::Block => "blocklist_identifier",
    }
}

/// An entry for what a body names.
///
/// # Errors
/// `form_param_format_invalid`.
pub(super) fn entry(
    cx: &BackendCx,
    list: IdentifierList,
    identifier: &str,
    invitation_id: Option<InvitationId>,
) -> Result<ListedIdentifier, ApiError> {
    let (identifier_type, pattern) = restriction::entry(identifier).ok_or_else(|| {
        let text = "identifier must be an e-mail address, a domain, a phone number or a wallet.";
        ApiError::param(ErrorCode::FormParamFormatInvalid, "identifier", text)
    })?;
    Ok(ListedIdentifier {
        id: ListedIdentifierId::generate(cx.now, cx.random()),
        instance_id: cx.instance_id().clone(),
        list,
        identifier: identifier.trim().to_owned(),
        pattern,
        identifier_type,
        invitation_id,
        created_at: cx.now,
        updated_at: cx.now,
    })
}

/// Adds an entry, unless its list has it.
///
/// # Errors
/// `form_identifier_exists`.
pub(super) async fn add(tx: &Tx, entry: &ListedIdentifier) -> Result<(), ApiError> {
    let pattern = std::slice::from_ref(&entry.pattern);
    if listed_identifiers::any_of(tx, &entry.instance_id, entry.list, pattern).await? {
        let text = "The list has this identifier already.";
        return Err(ApiError::param(ErrorCode::FormIdentifierExists, "identifier", text));
    }
    Ok(listed_identifiers::insert(tx, entry).await?)
}

/// Takes an entry off its list.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn remove(
    cx: &BackendCx,
    list: IdentifierList,
    id: &ListedIdentifierId,
) -> Result<DeletedObject, ApiError> {
    let instance = cx.instance_id();
    let removed = cx.write(async |tx| Ok(listed_identifiers::delete(&tx, instance, list, id).await?));
    if !removed.await? {
        return Err(ApiError::not_found("The identifier"));
    }
    Ok(DeletedObject::new(object(list), id.as_str()))
}

/// An entry as backends see it.
pub(super) fn present_entry(stored: ListedIdentifier) -> bapi::ListedIdentifier {
    bapi::ListedIdentifier {
        object: object(stored.list),
        id: stored.id,
        invitation_id: stored.invitation_id,
        identifier: stored.identifier,
        identifier_type: stored.identifier_type.as_str(),
        instance_id: stored.instance_id,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}
