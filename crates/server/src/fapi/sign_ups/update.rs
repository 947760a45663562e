//! PATCH /v1/client/sign_ups/{sign_up_id}

use nightdesk_auth::sign_up;
use nightdesk_store::sign_ups;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{
    create::by_provider,
    fields,
    finish::{finish, reply},
    load::{check_free, load},
    proof::Proof,
};
use crate::{
    extract::{Cx, Form, Path},
    fapi::oauth::given_token,
    present::{ApiError, Reply},
};

/// Changes the fields of a running sign-up, which completes if that was the last thing missing. With a strategy it begins a
/// proof, or takes a provider's word, as a new sign-up would; only an invitation begins one of its own.
///
/// # Errors
/// `form_identifier_exists`, `resource_not_found`, and what is wrong with a field.
pub(super) async fn update(cx: Cx, Path(id): Path<SignUpId>, form: Form) -> Result<Reply<SignUp>, ApiError> {
    let strategy = form.filled("strategy")?;
    if form.switch("transfer")? {
        return by_provider(cx, &form, None, Some(&id)).await;
    }
    if let Some(provider) = strategy.as_deref().and_then(given_token::provider_of) {
        let identity = given_token::identify(&cx, &form, provider).await?;
        return by_provider(cx, &form, Some(identity), Some(&id)).await;
    }
    let proof = match &strategy {
        Some(strategy) => Some(Proof::read(&cx, &form, strategy).await?),
        None => None,
    };
    let fields = &fields::read(&cx, &form).await?;
    let (cx_ref, id, proves) = (&cx, &id, proof.is_some());
    let changed = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx_ref, &tx, id).await?;
            sign_up::apply(&mut sign_up, &cx_ref.tenant.instance.settings, fields.clone(), cx_ref.now)?;
            check_free(cx_ref, &tx, &sign_up).await?;
            if proves {
                return Ok((sign_ups::update(&tx, &sign_up).await?.unwrap_or(sign_up), None));
            }
            finish(cx_ref, &tx, sign_up).await
        })
        .await?;
    match proof {
        Some(proof) => proof.begin(&cx, &form, id).await,
        None => reply(cx, changed).await,
    }
}
