//! Finding a passkey of the signed-in user.

use nightdesk_auth::model::Identification;
use nightdesk_store::Tx;
use nightdesk_wire::ids::IdentificationId;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{ApiError, UserWithAddresses},
};

/// The signed-in user and one of its passkeys.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found` if it is not one of the user's.
pub(super) async fn load(
    cx: &Cx,
    tx: &Tx,
    id: &IdentificationId,
) -> Result<(UserWithAddresses, Identification), ApiError> {
    let of = me(cx, tx).await?.of;
    let found = of.identifications.iter().find(|one| one.id == *id && one.passkey().is_some()).cloned();
    Ok((of, found.ok_or_else(not_found)?))
}

pub(super) fn not_found() -> ApiError {
    ApiError::not_found("The passkey")
}
