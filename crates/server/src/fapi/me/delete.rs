//! DELETE /v1/me

use nightdesk_auth::{Refusal, model::Client};
use nightdesk_store::{clients, users};
use nightdesk_wire::{deleted_object::DeletedObject, ids::UserId};

use super::load::me;
use crate::{
    extract::Cx,
    fapi::signed_out::after_sessions_ended,
    present::{ApiError, Reply},
};

/// Deletes the signed-in user with all that belongs to it.
///
/// # Errors
/// 401 if nobody is signed in, `not_allowed_access` if the application keeps deletion to itself.
pub(super) async fn delete(mut cx: Cx) -> Result<Reply<DeletedObject>, ApiError> {
    let (id, client) = write_delete(&cx).await?;
    tracing::info!(user.id = %id, "user deleted by user");
    if let Some(client) = client {
        cx.adopt(client)?;
    }
    cx.reply(DeletedObject::new("user", id.as_str())).await
}

async fn write_delete(cx: &Cx) -> Result<(UserId, Option<Client>), ApiError> {
    cx.store()
        .write(|tx| async move {
            let me = me(cx, &tx).await?;
            let user = me.of.user;
            if !user.delete_self_enabled {
                return Err(Refusal::DeletionDisabled.into());
            }
            users::delete(&tx, &user.instance_id, &user.id).await?;
            let mut client = clients::find(&tx, &user.instance_id, &me.session.client_id).await?;
            if let Some(client) = &mut client {
                after_sessions_ended(cx, &tx, client).await?;
            }
            Ok::<_, ApiError>((user.id, client))
        })
        .await
}
