//! The restrictions of an instance, held where somebody registers or comes in.

use nightdesk_auth::{
    Refusal,
    model::{IdentifierList, Instance, Invitation, ListedIdentifier, SignUp},
    restriction::{self, Listed},
};
use nightdesk_store::{Tx, listed_identifiers};
use nightdesk_wire::ids::{ListedIdentifierId, UserId};

use crate::{ApiError, extract::Cx, present::load_user};

/// Whether a sign-up's identifiers may be registered. An invitation stands in for the list of those let in.
///
/// # Errors
/// `not_allowed_access`, `form_email_address_blocked`.
pub(crate) async fn check_sign_up(tx: &Tx, instance: &Instance, sign_up: &SignUp) -> Result<(), ApiError> {
    let Some(address) = &sign_up.email_address else { return Ok(()) };
    let mut settings = instance.settings.restrictions;
    if sign_up.granted.invitation_id.is_some() {
        settings.allowlist = false;
    } else {
        check_address(instance, address)?;
    }
    let listed = listed(tx, instance, [address.as_str()]).await?;
    Ok(restriction::may_enter(&settings, listed)?)
}

/// Whether a signed-in user may add an address.
///
/// # Errors
/// `not_allowed_access`, `form_email_address_blocked`.
pub(crate) async fn check_new_address(tx: &Tx, instance: &Instance, address: &str) -> Result<(), ApiError> {
    check_address(instance, address)?;
    let listed = listed(tx, instance, [address]).await?;
    Ok(restriction::may_enter(&instance.settings.restrictions, listed)?)
}

/// Whether an address is of a kind that may be registered.
///
/// # Errors
/// `form_email_address_blocked`.
pub(crate) fn check_address(instance: &Instance, address: &str) -> Result<(), ApiError> {
    let settings = &instance.settings;
    let test_mode = settings.test_mode(instance.environment);
    Ok(restriction::address_wanted(&settings.restrictions, address, test_mode)?)
}

/// Whether a user may sign in. The outer error is one of the database.
pub(crate) async fn may_sign_in(
    tx: &Tx,
    instance: &Instance,
    user: &UserId,
) -> nightdesk_store::Result<Result<(), Refusal>> {
    let settings = &instance.settings.restrictions;
    let in_force =
        (settings.allowlist || settings.blocklist) && !settings.allowlist_blocklist_disabled_on_sign_in;
    if !in_force {
        return Ok(Ok(()));
    }
    let Some(user) = load_user(tx, &instance.id, user).await? else { return Ok(Ok(())) };
    let addresses = user.addresses.iter().map(|address| address.address.as_str());
    Ok(restriction::may_enter(settings, listed(tx, instance, addresses).await?))
}

/// Puts an address on the list of those let in, so that whoever was invited can sign in later too.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn allow(cx: &Cx, tx: &Tx, invitation: &Invitation) -> Result<(), ApiError> {
    let address = &invitation.email_address;
    let Some((identifier_type, pattern)) = restriction::entry(address) else { return Ok(()) };
    let list = IdentifierList::Allow;
    let known = std::slice::from_ref(&pattern);
    if listed_identifiers::any_of(tx, &invitation.instance_id, list, known).await? {
        return Ok(());
    }
    let entry = ListedIdentifier {
        id: ListedIdentifierId::generate(cx.now, cx.random()),
        instance_id: invitation.instance_id.clone(),
        list,
        identifier: address.clone(),
        pattern,
        identifier_type,
        invitation_id: Some(invitation.id.clone()),
        created_at: cx.now,
        updated_at: cx.now,
    };
    Ok(listed_identifiers::insert(tx, &entry).await?)
}

/// Looks identifiers up on the lists that are on.
async fn listed<'a>(
    tx: &Tx,
    instance: &Instance,
    identifiers: impl IntoIterator<Item = &'a str>,
) -> nightdesk_store::Result<Listed> {
    let settings = &instance.settings.restrictions;
    if !settings.allowlist && !settings.blocklist {
        return Ok(Listed::default());
    }
    let patterns: Vec<_> = identifiers.into_iter().flat_map(restriction::patterns).collect();
    let id = &instance.id;
    Ok(Listed {
        allowed: settings.allowlist
            && listed_identifiers::any_of(tx, id, IdentifierList::Allow, &patterns).await?,
        blocked: settings.blocklist
            && listed_identifiers::any_of(tx, id, IdentifierList::Block, &patterns).await?,
    })
}
