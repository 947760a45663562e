//! POST /v1/client/sign_ins

use nightdesk_auth::{
    Refusal,
    model::{Client, Strategy},
    refusal::Field,
    sign_in,
};
use nightdesk_store::{clients, sign_ins};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{
    email_link,
    finish::was_here,
    load::{Loaded, find_user},
    oauth, passkey, password, send_code, ticket, web3,
};
use crate::{
    extract::{Cx, Form},
    fapi::{
        oauth::{PREFIX, Way, given_token},
        signed_in::may_sign_in,
    },
    present::{ApiError, Reply},
};

/// Begins a sign-in, in place of any that runs on the client. With a strategy it goes straight on: `password` is
/// tried, for `email_code`, `phone_code` and those that reset a password a code is sent, for
/// `email_link` a link, `ticket` is redeemed, and for
/// `oauth_...` the answer leads to the provider, while `oauth_token_...` and `google_one_tap` bring the provider's word.
///
/// # Errors
/// `form_identifier_not_found`, `session_exists`, `identifier_already_signed_in`, `form_param_value_invalid` for a
/// strategy that does not exist here, and whatever the strategy refuses.
pub(super) async fn create(mut cx: Cx, form: Form) -> Result<Reply<SignIn>, ApiError> {
    let identifier = form.filled("identifier")?;
    let strategy = form.filled("strategy")?;
    if form.switch("transfer")? {
        return oauth::transfer(cx).await;
    }
    match strategy.as_deref() {
        Some("ticket") => {
            let ticket = form.long_text("ticket", ticket::MAX_BYTES)?.unwrap_or_default();
            ticket::redeem(cx, &ticket).await
        }
        Some("password") => {
            let password = form.required("password")?;
            let loaded = begin(&mut cx, identifier.as_deref(), Some(&password)).await?;
            password::attempt(cx, &loaded.sign_in.id, &password).await
        }
        Some("email_code") => begin_by_code(cx, identifier.as_deref(), Strategy::EmailCode).await,
        Some("reset_password_email_code") => {
            begin_by_code(cx, identifier.as_deref(), Strategy::ResetPasswordEmailCode).await
        }
        Some("email_link") => {
            let redirect_url = form.filled("redirect_url")?;
            let loaded = begin(&mut cx, identifier.as_deref(), None).await?;
            email_link::send(&cx, &loaded.sign_in.id, None, redirect_url.as_deref()).await
        }
        Some("phone_code") => begin_by_code(cx, identifier.as_deref(), Strategy::PhoneCode).await,
        Some("reset_password_phone_code") => {
            begin_by_code(cx, identifier.as_deref(), Strategy::ResetPasswordPhoneCode).await
        }
        Some("passkey") => {
            passkey::enabled(&cx.tenant.instance.settings)?;
            let loaded = begin(&mut cx, identifier.as_deref(), None).await?;
            passkey::prepare(&cx, &loaded.sign_in.id).await
        }
        Some(text) if nightdesk_auth::web3::strategy(text).is_some() => {
            let strategy = nightdesk_auth::web3::strategy(text).ok_or(Refusal::Unfit(Field::Strategy))?;
            let loaded = begin(&mut cx, identifier.as_deref(), None).await?;
            web3::prepare(&cx, &loaded.sign_in.id, strategy, &form).await
        }
        Some(strategy) if given_token::provider_of(strategy).is_some() => {
            oauth::by_token(cx, &form, strategy).await
        }
        Some(strategy) if strategy.starts_with(PREFIX) => {
            let way = Way::read(&cx, &form, strategy).await?;
            let loaded = begin(&mut cx, identifier.as_deref(), None).await?;
            oauth::prepare(&cx, &loaded.sign_in.id, &way).await
        }
        Some(_) => Err(Refusal::Unfit(Field::Strategy).into()),
        None => {
            // Some clients leave the strategy out when they send a password.
            let password = form.filled("password")?;
            let loaded = begin(&mut cx, identifier.as_deref(), password.as_deref()).await?;
            match password {
                Some(password) => password::attempt(cx, &loaded.sign_in.id, &password).await,
                None => cx.reply(loaded.present(&cx)).await,
            }
        }
    }
}

/// Begins, and sends a code to the address or number that fits best.
async fn begin_by_code(
    mut cx: Cx,
    identifier: Option<&str>,
    strategy: Strategy,
) -> Result<Reply<SignIn>, ApiError> {
    let loaded = begin(&mut cx, identifier, None).await?;
    send_code::send(&cx, &loaded.sign_in.id, strategy, None).await
}

/// Stores a new sign-in on the caller's client.
async fn begin(cx: &mut Cx, identifier: Option<&str>, password: Option<&str>) -> Result<Loaded, ApiError> {
    let begun = store_new(cx, identifier).await;
    if let (Err(_), Some(password)) = (&begun, password) {
        // Whether there is such a user must not show in how long the refusal takes.
        cx.app.hasher().check(password, None).await?;
    }
    let (client, loaded) = begun?;
    cx.adopt(client)?;
    Ok(loaded)
}

async fn store_new(cx: &Cx, identifier: Option<&str>) -> Result<(Client, Loaded), ApiError> {
    cx.store()
        .write(|tx| async move {
            let found = match identifier {
                Some(identifier) => find_user(cx, &tx, identifier).await?,
                None => None,
            };
            let user = found.as_ref().map(|found| &found.user);
            let mut client = cx.client_or_new(&tx).await?;
            may_sign_in(cx, &tx, &client, user.map(|user| &user.id)).await?;
            let id = SignInId::generate(cx.now, cx.random());
            let instance = client.instance_id.clone();
            let mut sign_in = sign_in::create(id, instance, client.id.clone(), identifier, user, cx.now)?;
            if let Some(user) = user {
                let known = was_here(&tx, &client.instance_id, &client.id, &user.id).await?;
                sign_in.client_known = Some(known);
            }
            sign_ins::insert(&tx, &sign_in).await?;
            client.sign_in_id = Some(sign_in.id.clone());
            clients::update(&tx, &client).await?;
            Ok::<_, ApiError>((client, Loaded { sign_in, found }))
        })
        .await
}
