//! POST /v1/client/sign_ups

use nightdesk_auth::{
    Refusal,
    model::{self, Client},
    refusal::Field,
    sign_up,
};
use nightdesk_store::{clients, sign_ups};
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{fields, load::check_free, prepare_verification::send_code};
use crate::{
    extract::{Cx, Form},
    fapi::signed_in::may_sign_in,
    present::{self, ApiError, Reply},
};

/// Begins a sign-up, in place of any that runs on the client. With the strategy `email_code` the code is sent at once.
///
/// # Errors
/// `sign_up_mode_restricted`, `session_exists`, `form_identifier_exists`, and what is wrong with a field.
pub(super) async fn create(mut cx: Cx, form: Form) -> Result<Reply<SignUp>, ApiError> {
    let strategy = form.filled("strategy")?;
    match strategy.as_deref() {
        None | Some("email_code") => {}
        Some("ticket") => return Err(ApiError::not_implemented("sign-up by ticket")),
        Some(_) => return Err(Refusal::Unfit(Field::Strategy).into()),
    }
    if form.switch("transfer")? {
        return Err(ApiError::not_implemented("the transfer of a sign-in to a sign-up"));
    }
    // Before anything costly: a stranger's password is not hashed where no account can come of it.
    sign_up::may_begin(&cx.tenant.instance.settings)?;
    let (client, begun) = begin(&cx, &form).await?;
    cx.adopt(client)?;
    if strategy.is_some() {
        return send_code(&cx, &begun.id).await;
    }
    cx.reply(present::sign_up(&begun, cx.now)).await
}

async fn begin(cx: &Cx, form: &Form) -> Result<(Client, model::SignUp), ApiError> {
    let fields = &fields::read(cx, form).await?;
    cx.store()
        .write(|tx| async move {
            let mut client = cx.client_or_new(&tx).await?;
            may_sign_in(cx, &tx, &client, None).await?;
            let id = SignUpId::generate(cx.now, cx.random());
            let settings = &cx.tenant.instance.settings;
            let mut begun =
                sign_up::create(id, client.instance_id.clone(), client.id.clone(), settings, cx.now)?;
            sign_up::apply(&mut begun, fields.clone(), cx.now)?;
            check_free(&tx, &begun).await?;
            sign_ups::insert(&tx, &begun).await?;
            client.sign_up_id = Some(begun.id.clone());
            clients::update(&tx, &client).await?;
            Ok::<_, ApiError>((client, begun))
        })
        .await
}
