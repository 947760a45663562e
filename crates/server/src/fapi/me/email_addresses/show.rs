//! GET /v1/me/email_addresses/{email_id}

use nightdesk_wire::{email_address::EmailAddress, ids::EmailAddressId};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    present::{self, ApiError, Reply},
};

/// An address of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found`.
pub(super) async fn show(cx: Cx, Path(id): Path<EmailAddressId>) -> Result<Reply<EmailAddress>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let (_, address) = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    cx.reply(present::email_address(&address, cx.now)).await
}
