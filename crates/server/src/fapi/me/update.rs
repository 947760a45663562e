//! PATCH /v1/me

use nightdesk_auth::{Refusal, profile, refusal::Field, web3};
use nightdesk_store::users;
use nightdesk_wire::user::User;

use super::load::me;
use crate::{
    extract::{ApiVersion, Cx, Form},
    present::{self, ApiError, Reply},
};

/// Changes what users may change about themselves. Callers of older API versions also give metadata here, which is replaced
/// as a whole.
///
/// # Errors
/// 401 if nobody is signed in, `session_reverification_required` for what one signs in with, `form_identifier_exists` for a
/// username that is taken, `form_param_unknown` for what users do not have here, `form_param_nil` for what they need,
/// `last_identification_deletion_failed` for the only thing that the user could sign in with, and what is wrong with a field.
pub(super) async fn update(cx: Cx, version: ApiVersion, form: Form) -> Result<Reply<User>, ApiError> {
    const METADATA: &str = "unsafe_metadata";
    version.refuse_metadata(form.has(METADATA).then_some(METADATA), "PATCH /v1/me/metadata")?;
    let change = &profile::Change {
        username: form.text("username")?,
        first_name: form.text("first_name")?,
        last_name: form.text("last_name")?,
        primary_email_address_id: form.filled("primary_email_address_id")?,
        primary_phone_number_id: form.filled("primary_phone_number_id")?,
        unsafe_metadata: form.unsafe_metadata()?,
    };
    let (cx_ref, primary_wallet) = (&cx, &form.filled("primary_web3_wallet_id")?);
    let of = cx
        .store()
        .write(|tx| async move {
            let me = me(cx_ref, &tx).await?;
            let identifies = change.username.is_some()
                || change.primary_email_address_id.is_some()
                || change.primary_phone_number_id.is_some()
                || primary_wallet.is_some();
            if identifies {
                me.require_recent_proof(cx_ref)?;
            }
            let mut of = me.of;
            let mut user = of.user.clone();
            profile::may_change(&cx_ref.tenant.instance.settings, &user, of.contacts(), change)?;
            profile::apply(&mut user, of.contacts(), change.clone(), cx_ref.now)?;
            if let Some(wanted) = primary_wallet {
                web3::make_primary(&mut user, &of.identifications, wanted)?;
            }
            of.user = user;
            let user = &of.user;
            if let Some(username) = &user.username {
                let holder = users::find_by_username(&tx, &user.instance_id, username).await?;
                if holder.is_some_and(|holder| holder.id != user.id) {
                    return Err(Refusal::IdentifierTaken(Field::Username).into());
                }
            }
            users::update(&tx, user).await?;
            Ok::<_, ApiError>(of)
        })
        .await?;
    cx.reply(present::user(&cx.tenant.instance, &of, cx.now)).await
}
