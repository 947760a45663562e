//! DELETE /v1/me/phone_numbers/{phone_number_id}

use nightdesk_auth::{contacts, phone_number};
use nightdesk_store::phone_numbers;
use nightdesk_wire::{deleted_object::DeletedObject, ids::PhoneNumberId};

use super::load::{load, store};
use crate::{
    extract::{Cx, Path},
    present::{ApiError, Reply},
};

/// Takes a number off the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `last_identification_deletion_failed` for one that cannot be done without,
/// `resource_not_found`.
pub(super) async fn delete(cx: Cx, Path(id): Path<PhoneNumberId>) -> Result<Reply<DeletedObject>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    cx.store()
        .write(|tx| async move {
            let (mut of, at) = load(cx_ref, &tx, id).await?;
            let before = of.clone();
            of.numbers.remove(at);
            let settings = &cx_ref.tenant.instance.settings;
            contacts::may_lose(settings, &of.user, before.contacts(), of.contacts())?;
            phone_number::settle(&mut of.user, &mut of.numbers, cx_ref.now);
            phone_numbers::delete(&tx, &of.user.instance_id, id).await?;
            store(&tx, &of).await?;
            Ok::<_, ApiError>(())
        })
        .await?;
    cx.reply(DeletedObject::new("phone_number", id.as_str())).await
}
