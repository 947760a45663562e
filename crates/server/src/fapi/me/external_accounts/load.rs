//! Finding an account of the signed-in user.

use nightdesk_auth::model::{Identification, OauthIdentity};
use nightdesk_store::Tx;
use nightdesk_wire::ids::IdentificationId;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{ApiError, UserWithAddresses},
};

/// The signed-in user, one of its accounts, and who that is there.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found` if it is not one of the user's.
pub(super) async fn load(
    cx: &Cx,
    tx: &Tx,
    id: &IdentificationId,
) -> Result<(UserWithAddresses, Identification, OauthIdentity), ApiError> {
    let of = me(cx, tx).await?.of;
    let account = of.identifications.iter().find(|account| account.id == *id);
    let found = account.and_then(|account| Some((account.clone(), account.external_account()?.clone())));
    let (account, identity) = found.ok_or_else(|| ApiError::not_found("The external account"))?;
    Ok((of, account, identity))
}
