//! GET /v1/client/sign_ins/{sign_in_id}

use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    present::{self, ApiError, Reply},
};

/// A sign-in of the caller's client.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn show(cx: Cx, Path(id): Path<SignInId>) -> Result<Reply<SignIn>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let loaded = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await }).await?;
    cx.reply(present::sign_in(&loaded.sign_in, loaded.found.as_ref(), cx.now)).await
}
