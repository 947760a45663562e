//! Finding a number of the signed-in user, and storing all of them.

use nightdesk_auth::model::PhoneNumber;
use nightdesk_store::{Tx, phone_numbers, users};
use nightdesk_wire::ids::PhoneNumberId;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{ApiError, UserWithAddresses},
};

/// The signed-in user and the place of one of its numbers.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found` if it is not one of the user's.
pub(super) async fn load(
    cx: &Cx,
    tx: &Tx,
    id: &PhoneNumberId,
) -> Result<(UserWithAddresses, usize), ApiError> {
    let of = me(cx, tx).await?.of;
    let at = of.numbers.iter().position(|number| number.id == *id);
    Ok((of, at.ok_or_else(|| ApiError::not_found("The phone number"))?))
}

/// Stores a user and its numbers, which depend on each other.
pub(super) async fn store(tx: &Tx, of: &UserWithAddresses) -> nightdesk_store::Result<()> {
    for number in &of.numbers {
        phone_numbers::update(tx, number).await?;
    }
    users::update(tx, &of.user).await?;
    Ok(())
}

/// One of the numbers, for the answer.
pub(super) fn take(mut of: UserWithAddresses, at: usize) -> PhoneNumber {
    of.numbers.swap_remove(at)
}
