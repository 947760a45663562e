//! POST /v1/allowlist_identifiers

use nightdesk_auth::model::{IdentifierList, IdentifierType};
use nightdesk_store::invitations;
use nightdesk_wire::{bapi, codes::ErrorCode};

use crate::{
    ApiError,
    bapi::{
        body::Body,
        cx::BackendCx,
        invitations::{default_invitation, send},
        listed::{add, entry, present_entry},
    },
    present::Json,
};

/// Puts an identifier, or a whole domain, on the list of those let in. It counts while `allowlist` is on. With `notify`
/// an address is invited as well.
///
/// # Errors
/// `form_param_missing`, `form_param_format_invalid`, `form_param_value_invalid`, `form_identifier_exists`,
/// `service_unavailable`.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::ListedIdentifier>, ApiError> {
    let identifier = body.required_text("identifier")?;
    let notify = body.switch("notify")?.unwrap_or(false);
    body.finish()?;
    let mut entry = entry(&cx, IdentifierList::Allow, &identifier, None)?;
    let is_address =
        entry.identifier_type == IdentifierType::EmailAddress && !entry.pattern.starts_with("*@");
    if notify && !is_address {
        let text = "Only an e-mail address can be invited. Leave notify out.";
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "notify", text));
    }
    let invitation = notify.then(|| default_invitation(&cx, &entry.identifier));
    entry.invitation_id = invitation.as_ref().map(|invitation| invitation.id.clone());
    let store = cx.write(async |tx| {
        add(&tx, &entry).await?;
        if let Some(invitation) = &invitation {
            invitations::insert(&tx, invitation).await?;
        }
        Ok(())
    });
    store.await?;
    if let Some(invitation) = &invitation {
        send(&cx, invitation).await?;
    }
    Ok(Json(present_entry(entry)))
}
