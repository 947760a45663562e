//! PATCH /v1/me/phone_numbers/{phone_number_id}

use nightdesk_auth::{contacts, model::SessionTask, phone_number};
use nightdesk_wire::{ids::PhoneNumberId, phone_number::PhoneNumber};

use super::load::{load, store, take};
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
    session_tasks,
};

/// Says whether a number of the signed-in user proves the second factor, and whether it is the first choice for that.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid` for a number that is not verified,
/// `last_identification_deletion_failed` for the only thing that the user could sign in with, `resource_not_found`.
pub(super) async fn update(
    cx: Cx,
    Path(id): Path<PhoneNumberId>,
    form: Form,
) -> Result<Reply<PhoneNumber>, ApiError> {
    let given = |name| form.filled(name)?.map(|_| form.switch(name)).transpose();
    let change = phone_number::Change {
        reserved_for_second_factor: given("reserved_for_second_factor")?,
        default_second_factor: given("default_second_factor")?,
    };
    let (cx_ref, id) = (&cx, &id);
    let changed = cx
        .store()
        .write(|tx| async move {
            let (mut of, at) = load(cx_ref, &tx, id).await?;
            let before = of.clone();
            phone_number::change(&mut of.numbers, id, change, cx_ref.now)?;
            let settings = &cx_ref.tenant.instance.settings;
            contacts::may_lose(settings, &of.user, before.contacts(), of.contacts())?;
            phone_number::settle(&mut of.user, &mut of.numbers, cx_ref.now);
            store(&tx, &of).await?;
            if of.user.second_factors.enabled() {
                let (instance, task) = (&of.user.instance_id, SessionTask::SetupMfa);
                session_tasks::done(&tx, instance, &of.user.id, task, cx_ref.now).await?;
            }
            Ok::<_, ApiError>(take(of, at))
        })
        .await?;
    cx.reply(present::phone_number(&changed, cx.now)).await
}
