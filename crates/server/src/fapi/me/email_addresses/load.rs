//! Finding an address of the signed-in user.

use nightdesk_auth::model::EmailAddress;
use nightdesk_store::Tx;
use nightdesk_wire::ids::EmailAddressId;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{ApiError, UserWithAddresses},
};

/// The signed-in user and one of its addresses.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found` if it is not one of the user's.
pub(super) async fn load(
    cx: &Cx,
    tx: &Tx,
    id: &EmailAddressId,
) -> Result<(UserWithAddresses, EmailAddress), ApiError> {
    let of = me(cx, tx).await?.of;
    let found = of.addresses.iter().find(|address| address.id == *id).cloned();
    let address = found.ok_or_else(|| ApiError::not_found("The e-mail address"))?;
    Ok((of, address))
}
